package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * An H2 as a shop's own tests have it, whose transactions the shop makes. Each has a connection of
 * its own, so nothing may hang on the one that migrated.
 */
public final class H2Database implements Transactions, AutoCloseable {
  private static final String AS_POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  private static final String AS_MYSQL = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE";
  private static final String AS_MARIADB = ";MODE=MariaDB;DATABASE_TO_UPPER=FALSE";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final JdbcDataSource source = new JdbcDataSource();

  public H2Database() {
    this("");
  }

  /**
   * @param settings what follows the name in the address
   */
  public H2Database(String settings) {
    source.setURL("jdbc:h2:mem:shop" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1" + settings);
    source.setUser("sa");
  }

  /** One of each mode that we support, for {@code @MethodSource}. */
  public static Stream<H2Database> modes() {
    return Stream.of("", AS_POSTGRESQL, AS_MYSQL, AS_MARIADB).map(H2Database::new);
  }

  /** Paybell within it; may be called again, as a second replica. */
  public Store store() throws SQLException {
    return Store.within(source, this, this, true, null);
  }

  @Override
  public <T> T run(Transactions.Work<T> work) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (Throwable e) {
        connection.rollback();
        throw e;
      }
    }
  }

  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  public void execute(String statement) throws SQLException {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** The first column of a query's rows. */
  public List<@Nullable String> texts(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<@Nullable String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  @Override
  public String toString() {
    return source.getURL();
  }

  @Override
  public void close() throws SQLException {
    execute("shutdown immediately");
  }
}
