package io.github.paybell.spring.test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Looks at the shop's DataSource before anything else does, and refuses a database that others may
 * need: the kit empties Paybell's record before each test.
 */
final class DatabaseGuard implements BeanPostProcessor {
  private static final List<String> IN_MEMORY = List.of("jdbc:h2:mem:", "jdbc:sqlite::memory:");
  private static final String WHY =
      "@PaybellTest gives the accounts the simulator's keys and empties Paybell's record before"
          + " each test";

  private final ConfigurableListableBeanFactory beans;
  private final Database database;
  private final Path folder;

  /**
   * @param folder of the test; a file below it is temporary
   */
  DatabaseGuard(ConfigurableListableBeanFactory beans, Database database, Path folder) {
    this.beans = beans;
    this.database = database;
    this.folder = folder;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource source && isPaybells(name)) {
      try (var connection = source.getConnection()) {
        look(name, connection);
      } catch (SQLException e) {
        throw new ForeignDatabaseException(
            "The database of the DataSource bean \""
                + name
                + "\" cannot be looked at, so it may be one that others need; "
                + WHY
                + ".",
            cure(),
            e);
      }
    }
    return bean;
  }

  // Another one is the shop's affair: Paybell takes the only one, or the primary one.
  private boolean isPaybells(String name) {
    return beans.getBeanNamesForType(DataSource.class, true, false).length <= 1
        || !beans.containsBeanDefinition(name)
        || beans.getBeanDefinition(name).isPrimary();
  }

  private void look(String name, Connection connection) throws SQLException {
    String url = connection.getMetaData().getURL();
    if (url.contains(folder.toString()) || IN_MEMORY.stream().anyMatch(url::startsWith)) {
      return;
    }
    // What follows may be a password.
    String described =
        "The DataSource bean \"" + name + "\" is " + url.replaceFirst("[?;].*", "") + ", ";
    if (database == Database.TEMPORARY) {
      throw new ForeignDatabaseException(
          described + "which is not a temporary database; " + WHY + ".", cure(), null);
    }
    var others = others(connection);
    if (!others.isEmpty()) {
      throw new ForeignDatabaseException(
          described
              + "where Paybell's record has accounts that no test made ("
              + String.join(", ", others)
              + "); "
              + WHY
              + ".",
          "Give the tests a database of their own.",
          null);
    }
  }

  private static String cure() {
    return "Let the DataSource be the one of spring.datasource.url, which a test turns to a"
        + " temporary database if com.h2database:h2 or org.xerial:sqlite-jdbc is on its"
        + " class path. Or, for a database that is there for tests only, write"
        + " @PaybellTest(database = Database.CONFIGURED).";
  }

  private static List<String> others(Connection connection) throws SQLException {
    if (!hasAccounts(connection)) {
      return List.of();
    }
    List<String> others = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select account, notify_token from paybell_account")) {
      while (rows.next()) {
        if (!TestAccounts.TestAccount.isToken(rows.getString("notify_token"))) {
          others.add(rows.getString("account"));
        }
      }
    }
    return others;
  }

  private static boolean hasAccounts(Connection connection) throws SQLException {
    for (var name : (Iterable<String>) Stream.of("paybell_account", "PAYBELL_ACCOUNT")::iterator) {
      try (var tables =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
        if (tables.next()) {
          return true;
        }
      }
    }
    return false;
  }
}
