package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Problems about an account as a whole: open once per kind and cause. */
class AccountProblemsTest {
  private static final ProblemKind KIND = ProblemKind.KEY_EXPIRING;

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "causes that differ are problems that differ, in any alphabet, and whatever their hash codes")
  void causes(TestStores stores) throws SQLException {
    try (var desk = new Desk(stores.create())) {
      assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
      desk.opens("Aa", "BB", "证书将过期", "Aa");

      assertThat(desk.open())
          .extracting(ProblemView::cause)
          .containsExactlyInAnyOrder("Aa", "BB", "证书将过期");
      desk.heals("BB");
      assertThat(desk.open())
          .extracting(ProblemView::cause)
          .containsExactlyInAnyOrder("Aa", "证书将过期");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a problem that an older version opened, under another open_key, is counted and ends")
  void ofAnOlderVersion(TestStores stores) throws SQLException {
    var store = stores.create();
    try (var desk = new Desk(store)) {
      desk.opens("a key ends");
      try (var connection =
              DriverManager.getConnection(store.url(), store.username(), store.password());
          var statement = connection.createStatement()) {
        statement.executeUpdate(
            "update paybell_problem set open_key = 'key_expiring:shop:1f2e3d4c'");
      }
      desk.opens("a key ends");

      assertThat(desk.open()).singleElement().extracting(ProblemView::timesSeen).isEqualTo(2);
      desk.heals("a key ends");
      assertThat(desk.open()).isEmpty();
    }
  }

  private static final class Desk implements AutoCloseable {
    private final Store store;
    private final Ledger ledger;
    private final Problems problems;

    Desk(StoreOptions options) {
      store = Store.open(options);
      ledger = new Ledger(store, account -> Told.IDENTITY, Clock.systemUTC());
      problems = new Problems(store, ledger, Clock.systemUTC());
    }

    void opens(String... causes) throws SQLException {
      for (var cause : causes) {
        store.write(
            connection -> {
              var posting = ledger.open(connection);
              posting.problem("shop", KIND, cause);
              posting.flush();
              return 0;
            });
      }
    }

    void heals(String cause) throws SQLException {
      store.write(
          connection -> {
            var posting = ledger.open(connection);
            posting.healed("shop", KIND, cause);
            posting.flush();
            return 0;
          });
    }

    List<ProblemView> open() {
      return problems.list("shop", "open", null, 200).items();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
