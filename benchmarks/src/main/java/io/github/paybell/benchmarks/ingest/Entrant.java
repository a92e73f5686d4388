package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that takes part; in the order in which ratios are formed. */
enum Entrant {
  /** Stack (a). */
  SHOP_WXJAVA("a", "(a) Spring Boot MVC + WxJava + JdbcTemplate", true),
  /** Stack (b). */
  SHOP_PAYBELL_CODEC("b", "(b) the same with Paybell's codec", true),
  /** The whole server of another checkout, to compare with. */
  PAYBELL_BEFORE("before", "Paybell before", true),
  /** The whole server. */
  PAYBELL("paybell", "Paybell", true),
  /** The whole server, in a database of its own, telling each event to a webhook. */
  PAYBELL_TELLS("tells", "Paybell, telling a webhook", true),
  /** NotifyServer and engine on SQLite, a transaction for each notification. */
  SQLITE_SINGLE("sqlite-1", "Paybell on SQLite, groups of 1", true),
  /** NotifyServer and engine on SQLite, with group commit. */
  SQLITE_GROUP("sqlite-256", "Paybell on SQLite, groups of 256", true),
  /** Stack (c). */
  NOTIFY("notify", "(c) Paybell's notify listener, nothing stored", false);

  private static final String SUBSCRIBER =
      """
        delivery: { allow-private-addresses: true }
        subscribers:
          receiver:
            url: "%s"
            secret: whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
      """;

  private final String key;
  private final String title;
  private final boolean stores;

  Entrant(String key, String title, boolean stores) {
    this.key = key;
    this.title = title;
    this.stores = stores;
  }

  static Entrant of(String key) {
    return List.of(values()).stream()
        .filter(entrant -> entrant.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no server '%s'; there are %s"
                        .formatted(key, List.of(values()).stream().map(e -> e.key).toList())));
  }

  String title() {
    return title;
  }

  /** Whether what it acknowledges is in the database afterwards, and its orders are paid. */
  boolean stores() {
    return stores;
  }

  /**
   * Starts it and waits for its port.
   *
   * @param pool the number of connections of the shop's pool
   * @param receiver where webhooks go
   * @param before the other checkout, built
   */
  ServerProcess start(
      Path jdk, StoreAddress store, int pool, Path scratch, String receiver, @Nullable Path before)
      throws IOException, InterruptedException {
    int port = Postgres.freePort();
    return switch (this) {
      case SHOP_WXJAVA -> shop(jdk, port, store, pool, scratch, "wxjava");
      case SHOP_PAYBELL_CODEC -> shop(jdk, port, store, pool, scratch, "paybell");
      case PAYBELL_BEFORE ->
          ServerProcess.start(
              jdk,
              classPath(before),
              "server-" + key,
              port,
              scratch,
              PaybellMain.class.getName(),
              List.of(configuration(port, store, scratch, receiver).toString()));
      case PAYBELL, PAYBELL_TELLS ->
          ServerProcess.start(
              jdk,
              "server-" + key,
              port,
              scratch,
              PaybellMain.class.getName(),
              List.of(configuration(port, store, scratch, receiver).toString()));
      case SQLITE_SINGLE, SQLITE_GROUP ->
          throw new IllegalArgumentException("on files of their own: --store sqlite starts them");
      case NOTIFY ->
          ServerProcess.start(
              jdk,
              "server-" + key,
              port,
              scratch,
              "io.github.paybell.server.notify.NotifyWithoutStore",
              List.of(Integer.toString(port), MerchantFixture.V2_KEY));
    };
  }

  /** That of {@code benchmarks/run} in another checkout. */
  private static String classPath(@Nullable Path before) throws IOException {
    if (before == null) {
      throw new IllegalArgumentException("--servers before needs --before");
    }
    var target = before.resolve("benchmarks/target").toAbsolutePath();
    return target.resolve("classes")
        + File.pathSeparator
        + Files.readString(target.resolve("class-path.txt")).strip();
  }

  /** Starts notify listener and engine on the SQLite file in a data directory of their own. */
  ServerProcess startOnSqlite(Path jdk, Path dataDirectory, Path scratch)
      throws IOException, InterruptedException {
    int port = Postgres.freePort();
    Path file = scratch.resolve(key + ".yaml");
    Files.writeString(file, configuration(port, dataDirectory, "", ""));
    return ServerProcess.start(
        jdk,
        "server-" + key,
        port,
        scratch,
        EngineMain.class.getName(),
        List.of(file.toString(), this == SQLITE_SINGLE ? "1" : "256"));
  }

  private ServerProcess shop(
      Path jdk, int port, StoreAddress store, int pool, Path scratch, String codec)
      throws IOException, InterruptedException {
    return ServerProcess.start(
        jdk,
        "server-" + key,
        port,
        scratch,
        "io.github.paybell.benchmarks.shop.Shop",
        List.of(
            "--server.address=127.0.0.1",
            "--server.port=" + port,
            // By default Tomcat closes a connection after 100 requests; WeChat Pay's are kept open.
            "--server.tomcat.max-keep-alive-requests=-1",
            "--server.tomcat.threads.min-spare=50",
            "--spring.datasource.url=" + store.url(),
            "--spring.datasource.username=" + store.username(),
            "--spring.datasource.hikari.maximum-pool-size=" + pool,
            "--spring.main.banner-mode=off",
            "--shop.codec=" + codec));
  }

  private Path configuration(int port, StoreAddress store, Path scratch, String receiver)
      throws IOException {
    Path file = scratch.resolve(key + ".yaml");
    String database =
        "  store: { url: \"%s\", username: %s }\n".formatted(store.url(), store.username());
    Files.writeString(
        file,
        configuration(
            port,
            scratch.resolve(key + "-data"),
            database,
            this == PAYBELL_TELLS ? SUBSCRIBER.formatted(receiver) : ""));
    return file;
  }

  /** Nothing but what every installation must set; all else is as it comes. */
  private static String configuration(
      int port, Path dataDirectory, String store, String subscribers) throws IOException {
    return """
    paybell:
      notify: { host: 127.0.0.1, port: %d }
      admin: { host: 127.0.0.1, port: %d }
      data-dir: %s
      wechat: { base-url: "http://127.0.0.1:9" }
    %s  accounts:
        %s:
          mchid: "%s"
          appids: [%s]
          notify-token: %s
          v2: { key: %s }
    %s\
    """
        .formatted(
            port,
            Postgres.freePort(),
            dataDirectory,
            store,
            MerchantFixture.ACCOUNT,
            MerchantFixture.MCHID,
            MerchantFixture.APPID,
            MerchantFixture.NOTIFY_TOKEN,
            MerchantFixture.V2_KEY,
            subscribers);
  }
}
