package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs as they stand in a shop's application.yml, on a server that has only MariaDB's driver. */
class ConnectorJUrlTest {
  private static final String COPIED =
      "?useUnicode=true&characterEncoding=utf8&zeroDateTimeBehavior=convertToNull"
          + "&serverTimezone=Asia/Shanghai&rewriteBatchedStatements=true";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "jdbc:mysql://db/shop, jdbc:mariadb://db/shop, jdbc:mariadb://db/shop?sslMode=trust",
        "jdbc:mysql://db:3306, jdbc:mariadb://db:3306/, jdbc:mariadb://db:3306/?sslMode=trust",
        "jdbc:mysql://db/shop?useSSL=false, jdbc:mariadb://db/shop?sslMode=disable, -",
        "jdbc:mysql://db/shop?useSSL=true&requireSSL=true, jdbc:mariadb://db/shop?sslMode=trust, -",
        "jdbc:mysql://db/shop?verifyServerCertificate=true,"
            + " jdbc:mariadb://db/shop?sslMode=verify-ca, -",
        "jdbc:mysql://db/shop?sslMode=VERIFY_IDENTITY, jdbc:mariadb://db/shop?sslMode=verify-full,"
            + " -",
        "jdbc:mysql://db/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&socketTimeout=9000,"
            + " jdbc:mariadb://db/shop?allowPublicKeyRetrieval=true&socketTimeout=9000&sslMode=disable,"
            + " -",
        "'jdbc:mysql://a:1,b:2/shop?sslMode=REQUIRED',"
            + " 'jdbc:mariadb:sequential://a:1,b:2/shop?sslMode=trust', -",
        "'jdbc:mysql:replication://a,b/shop?sslMode=required',"
            + " 'jdbc:mariadb:replication://a,b/shop?sslMode=trust', -"
      })
  @DisplayName("A URL of Connector/J says the same to MariaDB's driver")
  void translated(String written, String url, String encrypted) {
    var translated = ConnectorJUrl.of(written);
    assertThat(translated.url()).isEqualTo(url);
    assertThat(translated.encrypted()).isEqualTo(encrypted);
    assertThat(translated.dropped()).isEmpty();
  }

  @Test
  @DisplayName("What the store decides by itself is left out, and said")
  void dropped() {
    assertThat(ConnectorJUrl.of("jdbc:mysql://db/shop" + COPIED).dropped())
        .containsExactly(
            "useUnicode",
            "characterEncoding",
            "zeroDateTimeBehavior",
            "serverTimezone",
            "rewriteBatchedStatements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql+srv://db/shop",
        "jdbc:mysql://root:secret@db/shop",
        "jdbc:mysql://address=(host=db)(port=3306)/shop",
        "jdbc:mysql://db/shop?sslMode=sometimes"
      })
  @DisplayName("SILENT_SECRETS: a form that MariaDB's driver does not have is refused, unquoted")
  void refused(String written) {
    assertThatThrownBy(() -> ConnectorJUrl.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("store.url ")
        .hasMessageContaining("Connector/J")
        .hasMessageNotContaining("secret");
  }

  @Test
  @DisplayName("A copied URL opens a store with TLS, where the server has it")
  void opens() throws SQLException {
    var options = user();
    var url = "jdbc:mysql:" + options.url().replaceFirst("^jdbc:[a-z]+:", "") + COPIED;
    var reached = ConnectorJUrl.of(url).reached(options.username(), options.password());
    assertThat(reached).startsWith("jdbc:mariadb:").endsWith("sslMode=trust");
    try (var store = Store.open(options.withUrl(reached))) {
      assertThat(store.dialect()).isEqualTo(Dialect.MYSQL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mariadb:", "jdbc:mysql:"})
  @DisplayName(
      "A caching_sha2_password without TLS is refused at start, even if MySQL remembers it")
  void cachingSha2(String driver) throws SQLException {
    var options = user();
    var address = options.url().replaceFirst("^jdbc:[a-z]+:", driver);
    var bare = options.withUrl(address + "?sslMode=DISABLED");
    var byKey = options.withUrl(address + "?sslMode=DISABLED&allowPublicKeyRetrieval=true");
    forget(options);
    assertThatThrownBy(() -> Store.open(bare))
        .hasMessageContaining("only by TLS or encrypted with its key")
        .hasMessageContaining("allowPublicKeyRetrieval=true");
    Store.open(byKey).close();

    // It lets the user in now, until its next restart.
    assertThatThrownBy(() -> Store.open(bare))
        .hasMessageContaining("no longer after its next restart")
        .hasMessageContaining("sslMode=REQUIRED");
    Store.open(options.withUrl(address + "?sslMode=REQUIRED")).close();
  }

  /** A database, and a user with a password. */
  private static StoreOptions user() throws SQLException {
    var options = TestStores.MYSQL.create();
    var name = options.url().replaceFirst(".*/", "");
    execute(
        options,
        "create user " + name + " identified by 'secret'",
        "grant all on " + name + ".* to " + name);
    return new StoreOptions(options.url(), name, "secret", 10);
  }

  /** What a restart of the server forgets. */
  private static void forget(StoreOptions options) throws SQLException {
    execute(options, "flush privileges");
  }

  private static void execute(StoreOptions options, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(options.url(), "root", "");
        var statement = connection.createStatement()) {
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }
}
