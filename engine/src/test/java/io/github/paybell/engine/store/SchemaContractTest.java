package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A store of version 3 becomes one of today, however often that is cut off, on every store. */
class SchemaContractTest {
  private static final Logger FLYWAY = (Logger) LoggerFactory.getLogger("org.flywaydb");

  @BeforeAll
  static void quiet() {
    // It says of each start that is cut off that it was, at length.
    FLYWAY.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    FLYWAY.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "NO_LOST_ACK: a process that dies after any statement of V4 goes on at its next start")
  void dies(TestStores stores) throws Exception {
    cutOffAfterEachStatement(stores, true);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a statement of V4 that fails is run again at the next start")
  void fails(TestStores stores) throws Exception {
    cutOffAfterEachStatement(stores, false);
  }

  /** The first start is cut off after one statement, the second after two, and so on. */
  private static void cutOffAfterEachStatement(TestStores stores, boolean whole) throws Exception {
    var old = versionThree(stores);
    int starts = 0;
    for (boolean done = false; !done; ) {
      starts++;
      var connections = new Connections(old);
      var scissors = new Scissors(connections, starts, whole);
      var schema = new Schema(connections.source(), dialect(old));
      if (run(schema, scissors)) {
        done = true;
      } else {
        connections.cut();
      }
    }
    assertThat(starts).as("statements of V4, and one start more").isGreaterThan(10);
    try (var store = Store.open(old)) {
      assertThat(text(old, "select dedupe_key from paybell_notification where key_id is null"))
          .containsExactly("id-1");
      assertThat(text(old, "select queries from paybell_order where registered"))
          .containsExactly("0");
      assertThat(text(old, "select slot from paybell_arrival")).isEmpty();
      assertThat(text(old, "select success from paybell_schema_history where version = '4'"))
          .hasSize(1);
      assertThat(store.answers()).isTrue();
    }
  }

  private static boolean run(Schema schema, Scissors scissors) {
    try {
      schema.migrate(scissors);
    } catch (RuntimeException e) {
      assertThat(scissors.hasCut()).as("failed for another reason: %s", e).isTrue();
      return false;
    }
    return !scissors.hasCut();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A failure of an earlier version is not taken for one of V4's")
  void earlier(TestStores stores) throws Exception {
    var old = versionThree(stores);
    execute(old, "update paybell_schema_history set success = false where version = '3'");

    assertThatThrownBy(() -> Store.open(old).close()).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A schema that was migrated by other statements than ours is refused")
  void others(TestStores stores) throws Exception {
    var options = stores.create();
    Store.open(options).close();
    execute(options, "update paybell_schema_history set checksum = 1 where version = '3'");

    assertThatThrownBy(() -> Store.open(options).close()).hasMessageContaining("checksum");
  }

  private static StoreOptions versionThree(TestStores stores) throws SQLException {
    var options = stores.empty();
    Flyway.configure()
        .dataSource(options.url(), options.username(), options.password())
        .locations("classpath:io/github/paybell/engine/store/" + dialect(options).folder())
        .table("paybell_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("3")
        .load()
        .migrate();
    var now =
        stores == TestStores.SQLITE
            ? "'2026-01-05T02:00:00.000000Z'"
            : "timestamp '2026-01-05 02:00:00'";
    execute(
        options,
        "insert into paybell_notification (id, account, dedupe_key, api, event_type, verdict, raw,"
            + " first_seen, last_seen, times_seen) values ('01a22a2c-e483-7000-9ae6-89b545120f81',"
            + " 'shop', 'id-1', 'v2', 'payment', 'applied', '', "
            + now
            + ", "
            + now
            + ", 1)");
    execute(
        options,
        "insert into paybell_order (account, out_trade_no, trade_state, amount_total, currency,"
            + " version, created_at, updated_at) values ('shop', 'ORDER-1', 'NOTPAY', 100, 'CNY',"
            + " 1, "
            + now
            + ", "
            + now
            + ")");
    return options;
  }

  private static Dialect dialect(StoreOptions options) throws SQLException {
    try (var connection =
        DriverManager.getConnection(options.url(), options.username(), options.password())) {
      return Dialect.of(connection);
    }
  }

  private static void execute(StoreOptions options, String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static List<String> text(StoreOptions options, String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** Connections that end together, as those of a process do. */
  private static final class Connections {
    private final StoreOptions options;
    private final List<Connection> open = new CopyOnWriteArrayList<>();

    Connections(StoreOptions options) {
      this.options = options;
    }

    DataSource source() {
      return (DataSource)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> {
                if (!method.getName().equals("getConnection")) {
                  throw new UnsupportedOperationException(method.getName());
                }
                var connection =
                    DriverManager.getConnection(
                        options.url(), options.username(), options.password());
                open.add(connection);
                return connection;
              });
    }

    void cut() {
      for (var connection : open) {
        cut(connection);
      }
    }

    static void cut(Connection connection) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Cuts a start off after so many statements. */
  private static final class Scissors implements Callback {
    private final Connections connections;
    private final int after;
    private final boolean whole;
    private final AtomicInteger count = new AtomicInteger();

    Scissors(Connections connections, int after, boolean whole) {
      this.connections = connections;
      this.after = after;
      this.whole = whole;
    }

    boolean hasCut() {
      return count.get() >= after;
    }

    @Override
    public String getCallbackName() {
      return "scissors";
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      if (count.incrementAndGet() != after) {
        return;
      }
      if (whole) {
        connections.cut();
      } else {
        throw new FlywayException("cut off");
      }
    }
  }
}
