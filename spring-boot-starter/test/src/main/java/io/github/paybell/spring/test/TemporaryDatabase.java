package io.github.paybell.spring.test;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * A database that ends with the application context. Immutable.
 *
 * @param url of SQLite or H2
 * @param driver its class
 */
record TemporaryDatabase(String url, String driver) {
  private static final String URL = "spring.datasource.url";
  private static final String SQLITE = "org.sqlite.JDBC";
  private static final String H2 = "org.h2.Driver";

  /**
   * The one that is nearest to what the shop has: H2 speaks some of MySQL's and PostgreSQL's SQL.
   *
   * @param folder of the test, whose name no other folder has
   * @return null: neither driver is there
   */
  static @Nullable TemporaryDatabase in(Path folder, Environment environment) {
    String shops = environment.getProperty(URL, "");
    boolean server = !shops.isEmpty() && !shops.startsWith("jdbc:sqlite:");
    if (isPresent(H2) && (server || !isPresent(SQLITE))) {
      return new TemporaryDatabase(
          "jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1" + mode(shops), H2);
    }
    return isPresent(SQLITE)
        ? new TemporaryDatabase(
            "jdbc:sqlite:"
                + folder.resolve("shop.db")
                + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000",
            SQLITE)
        : null;
  }

  private static String mode(String url) {
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      return ";MODE=MySQL";
    }
    return url.startsWith("jdbc:postgresql:") ? ";MODE=PostgreSQL" : "";
  }

  private static boolean isPresent(String driver) {
    return ClassUtils.isPresent(driver, TemporaryDatabase.class.getClassLoader());
  }

  /** For Spring Boot's DataSource, and for one that a shop binds to the same keys. */
  Map<String, Object> properties() {
    return Map.of(
        URL,
        url,
        "spring.datasource.jdbc-url",
        url,
        "spring.datasource.driver-class-name",
        driver,
        "spring.datasource.username",
        "",
        "spring.datasource.password",
        "");
  }
}
