package io.github.paybell.engine.store;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JDBC URL as it is written for MySQL Connector/J, in the words of MariaDB's driver. Connector/J
 * is under the GPL, so a server does not bring it.
 *
 * @param url for MariaDB's driver
 * @param encrypted the same with TLS where that is to be had, which is Connector/J's default and
 *     has no word in MariaDB's; null: the URL says which
 * @param dropped parameters that are left out: how text, times and batches travel is decided by the
 *     store
 * @see <a
 *     href="https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html">
 *     Connector/J, configuration properties</a>
 */
record ConnectorJUrl(String url, @Nullable String encrypted, List<String> dropped) {
  private static final Logger log = LoggerFactory.getLogger(ConnectorJUrl.class);

  private static final String SCHEME = "jdbc:mysql:";

  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:mysql:(?<mode>loadbalance:|replication:)?//(?<hosts>[^/?()@=]*)(?<database>/[^?]*)?"
              + "(?:\\?(?<parameters>.*))?");

  /** Connector/J's names, in small letters, and MariaDB's. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("user", "user"),
          Map.entry("password", "password"),
          Map.entry("connecttimeout", "connectTimeout"),
          Map.entry("sockettimeout", "socketTimeout"),
          Map.entry("tcpkeepalive", "tcpKeepAlive"),
          Map.entry("allowpublickeyretrieval", "allowPublicKeyRetrieval"),
          Map.entry("serverrsapublickeyfile", "serverRsaPublicKeyFile"),
          Map.entry("trustcertificatekeystoreurl", "trustStore"),
          Map.entry("trustcertificatekeystorepassword", "trustStorePassword"),
          Map.entry("trustcertificatekeystoretype", "trustStoreType"),
          Map.entry("clientcertificatekeystoreurl", "keyStore"),
          Map.entry("clientcertificatekeystorepassword", "keyStorePassword"),
          Map.entry("clientcertificatekeystoretype", "keyStoreType"));

  private static final Map<String, String> SSL_MODE =
      Map.of(
          "disabled", "disable",
          "preferred", "",
          "required", "trust",
          "verify_ca", "verify-ca",
          "verify_identity", "verify-full");

  ConnectorJUrl {
    dropped = List.copyOf(dropped);
  }

  /**
   * Where Connector/J is not on the class path, the options with a URL for MariaDB's driver.
   *
   * @throws IllegalArgumentException if MariaDB's driver has no such form
   */
  static StoreOptions withDriver(StoreOptions options) {
    if (!options.url().startsWith(SCHEME) || Dialect.hasDriver(options.url())) {
      return options;
    }
    var translated = of(options.url());
    if (!translated.dropped.isEmpty()) {
      log.info("store.url: {} not needed here, left out", translated.dropped);
    }
    return options.withUrl(translated.reached(options.username(), options.password()));
  }

  /** The encrypted one where the server takes it; if nothing is reached, the other will say why. */
  String reached(@Nullable String username, @Nullable String password) {
    if (encrypted == null) {
      return url;
    }
    var properties = new Properties();
    properties.setProperty("connectTimeout", "10000");
    if (username != null) {
      properties.setProperty("user", username);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    try (var connection = DriverManager.getConnection(encrypted, properties)) {
      return connection.isValid(1) ? encrypted : url;
    } catch (SQLException e) {
      log.debug("not by TLS", e);
      return url;
    }
  }

  /**
   * @throws IllegalArgumentException if MariaDB's driver has no such form
   */
  static ConnectorJUrl of(String written) {
    var form = FORM.matcher(written);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "store.url is in a form of MySQL Connector/J's that MariaDB's driver, which is the one"
              + " that Paybell brings, does not have: write it as"
              + " jdbc:mysql://host:port/database?name=value, user and password as store.username"
              + " and store.password, or put Connector/J (com.mysql:mysql-connector-j) on the class"
              + " path");
    }
    var given = parameters(form.group("parameters"));
    var kept = new ArrayList<String>();
    var dropped = new ArrayList<String>();
    given.forEach(
        (name, value) -> {
          @Nullable String mariadb = SAME.get(name.toLowerCase(Locale.ROOT));
          if (mariadb != null) {
            kept.add(mariadb + "=" + value);
          } else if (!Tls.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            dropped.add(name);
          }
        });
    var mode = form.group("mode");
    if (mode == null) {
      mode = form.group("hosts").contains(",") ? "sequential:" : "";
    }
    var database = form.group("database") == null ? "/" : form.group("database");
    var start = "jdbc:mariadb:" + mode + "//" + form.group("hosts") + database;
    var tls = Tls.mode(given);
    return tls.isEmpty()
        ? new ConnectorJUrl(url(start, kept, ""), url(start, kept, "trust"), dropped)
        : new ConnectorJUrl(url(start, kept, tls), null, dropped);
  }

  private static String url(String start, List<String> parameters, String sslMode) {
    var all = new ArrayList<>(parameters);
    if (!sslMode.isEmpty()) {
      all.add("sslMode=" + sslMode);
    }
    return all.isEmpty() ? start : start + "?" + String.join("&", all);
  }

  private static Map<String, String> parameters(@Nullable String written) {
    var parameters = new LinkedHashMap<String, String>();
    for (var each : written == null ? new String[0] : written.split("&")) {
      int at = each.indexOf('=');
      if (at > 0) {
        parameters.put(each.substring(0, at), each.substring(at + 1));
      }
    }
    return parameters;
  }

  /** Connector/J's ways to say whether a connection is encrypted; the older ones still work. */
  private static final class Tls {
    static final List<String> NAMES =
        List.of("sslmode", "usessl", "requiressl", "verifyservercertificate");

    /** MariaDB's word; empty: where the server has it. */
    static String mode(Map<String, String> given) {
      var said = new LinkedHashMap<String, String>();
      given.forEach(
          (name, value) -> said.put(name.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT)));
      @Nullable String sslMode = said.get("sslmode");
      if (sslMode != null) {
        @Nullable String mariadb = SSL_MODE.get(sslMode);
        if (mariadb == null) {
          throw new IllegalArgumentException(
              "store.url has sslMode="
                  + sslMode
                  + "; MySQL Connector/J knows DISABLED, PREFERRED, REQUIRED, VERIFY_CA and"
                  + " VERIFY_IDENTITY");
        }
        return mariadb;
      }
      if ("false".equals(said.get("usessl"))) {
        return "disable";
      }
      if ("true".equals(said.get("verifyservercertificate"))) {
        return "verify-ca";
      }
      return "true".equals(said.get("requiressl")) ? "trust" : "";
    }
  }
}
