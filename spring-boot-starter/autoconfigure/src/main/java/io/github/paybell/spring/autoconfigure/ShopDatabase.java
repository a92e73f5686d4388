package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.KnownStore;
import io.github.paybell.engine.store.Store;
import io.github.paybell.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * The shop's DataSource and transaction manager as the engine needs them.
 *
 * @param source what the shop's transactions are bound to
 * @param own what Paybell's connections come from: where the source chooses among several, the one
 *     that Paybell's records are in
 * @param share how many of them Paybell may hold at once
 * @param transactions in which the engine writes
 * @param url of the database, as its driver says it
 */
record ShopDatabase(
    DataSource source, DataSource own, PoolShare share, ShopTransactions transactions, String url) {
  private static final Logger log = LoggerFactory.getLogger(ShopDatabase.class);

  /**
   * Looks at the shop's database.
   *
   * @param pools Spring Boot's knowledge of pools
   * @throws SettingsException if it cannot be used as it is, or cannot be reached
   */
  static ShopDatabase of(
      DataSource given,
      PlatformTransactionManager manager,
      List<DataSourcePoolMetadataProvider> pools) {
    var source = bound(given);
    var routing = Routing.of(source);
    var own = routing == null ? source : routing.own();
    var share = new PoolShare(PoolSize.of(own, pools));
    try (var connection = own.getConnection()) {
      var url = connection.getMetaData().getURL();
      if (url.startsWith("jdbc:sqlite:")) {
        SqliteGuard.check(connection);
        return new ShopDatabase(
            source,
            own,
            share,
            new ShopTransactions(
                new Bound(source, routing, url),
                share,
                manager,
                TransactionDefinition.ISOLATION_DEFAULT,
                SqliteGuard::ensureBegun),
            url);
      }
      if (url.startsWith("jdbc:h2:")) {
        log.warn(
            "the shop's database is H2: enough for tests, but it may lose acknowledged"
                + " notifications with the power; use PostgreSQL, MariaDB, MySQL or SQLite where"
                + " money is taken");
      }
      return new ShopDatabase(
          source,
          own,
          share,
          new ShopTransactions(
              new Bound(source, routing, url), share, manager, isolation(connection), begun -> {}),
          url);
    } catch (SQLException | RuntimeException e) {
      // Some pools wrap what the driver said.
      throw DatabaseProblem.of(e, true);
    }
  }

  /** What transaction managers bind: the DataSource behind the proxy. */
  static DataSource bound(DataSource given) {
    return given instanceof TransactionAwareDataSourceProxy proxy ? target(proxy, given) : given;
  }

  private static DataSource target(TransactionAwareDataSourceProxy proxy, DataSource otherwise) {
    @Nullable DataSource target = proxy.getTargetDataSource();
    return target == null ? otherwise : target;
  }

  // Asked for only where it is needed: an ORM may refuse to change a connection's isolation.
  private static int isolation(Connection connection) throws SQLException {
    return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED
        ? TransactionDefinition.ISOLATION_DEFAULT
        : TransactionDefinition.ISOLATION_READ_COMMITTED;
  }

  /**
   * Brings the schema up to date, or trusts that it is, and makes one transaction for a try.
   *
   * @param known told which database it is
   * @throws SettingsException if that cannot be done
   */
  Store store(boolean migrate, KnownStore known) {
    Store store;
    var connections = new OwnConnections(own, share);
    try {
      store =
          Store.within(
              connections,
              transactions,
              new ShopReads(transactions.bound(), own, share),
              migrate,
              known);
      connections.started();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "Paybell cannot keep its records in the shop's database ("
              + url.replaceFirst("^(jdbc:[^:]+:).*", "$1")
              + "): "
              + String.valueOf(e.getMessage()).replace("store.url", "the JDBC URL")
              + ".",
          "Use PostgreSQL, MariaDB, MySQL or SQLite.",
          e);
    } catch (SQLException | RuntimeException e) {
      throw DatabaseProblem.of(e, migrate);
    }
    try {
      return store.write(
          connection -> {
            requireTables(connection);
            return store;
          });
    } catch (SQLException e) {
      throw DatabaseProblem.of(e, migrate);
    }
  }

  // H2 is not asked for its statements.
  private static void requireTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from paybell_delivery where 1 = 0")) {
      rows.next();
    }
  }

  /** Whether only one transaction writes at a time. */
  boolean hasOneWriter() {
    return url.toLowerCase(Locale.ROOT).startsWith("jdbc:sqlite:");
  }
}
