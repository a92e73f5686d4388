package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server that takes part. */
enum Entrant {
  /** Stack (a). */
  SHOP_WXJAVA("a", "(a) Spring Boot MVC + WxJava + JdbcTemplate"),
  /** Stack (b). */
  SHOP_PAYBELL_CODEC("b", "(b) the same with Paybell's codec");

  private final String key;
  private final String title;

  Entrant(String key, String title) {
    this.key = key;
    this.title = title;
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

  /**
   * @param pool the number of connections of the shop's pool
   */
  ServerProcess start(Path jdk, Postgres postgres, int pool, Path scratch)
      throws IOException, InterruptedException {
    return shop(jdk, postgres, pool, scratch, this == SHOP_WXJAVA ? "wxjava" : "paybell");
  }

  private ServerProcess shop(Path jdk, Postgres postgres, int pool, Path scratch, String codec)
      throws IOException, InterruptedException {
    int port = Postgres.freePort();
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
            "--spring.datasource.url=" + postgres.jdbcUrl(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.hikari.maximum-pool-size=" + pool,
            "--spring.main.banner-mode=off",
            "--shop.codec=" + codec));
  }
}
