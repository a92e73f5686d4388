package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.report.MarkdownTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The former primary is started again as it was and takes writes, beside the promoted one: nothing
 * may be acknowledged on it, neither while both are there nor while it is alone.
 */
final class SplitBrain {
  private static final Duration ALONE = Duration.ofSeconds(10);
  private static final int CUTS = 3;
  private static final Duration BETWEEN_CUTS = Duration.ofSeconds(1);

  private static final String CUT =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'paybell'"
          + " and pid <> pg_backend_pid()";
  private static final String STORED = "select count(*) from paybell_notification";

  private final SynchronousStandby cluster;

  SplitBrain(SynchronousStandby cluster) {
    this.cluster = cluster;
  }

  /**
   * Sends payments while it happens.
   *
   * @param first of the payments, which were not sent before
   * @return whether nothing was written to the former primary, and health said what was
   */
  boolean run(int port, int first, int payments, MarkdownTable table) throws Exception {
    var former = cluster.bringBack();
    var before = stored(former);
    var health = new int[2];
    var seen =
        new ClusterPayments(port, first, payments)
            .send(
                () -> {
                  for (int i = 0; i < CUTS; i++) {
                    cut();
                    Thread.sleep(BETWEEN_CUTS.toMillis());
                  }
                  health[0] = health(port);
                  cluster.withoutPrimary(
                      () -> {
                        Thread.sleep(ALONE.toMillis());
                        health[1] = health(port);
                      });
                });
    var after = stored(former);
    boolean held = after.equals(before) && health[0] == 200 && health[1] == 503;
    table
        .row("then: former primary back", "on timeline 1, alone, takes writes; " + CUTS + " cuts")
        .row("payments, all acknowledged in the end", Integer.toString(payments))
        .row("`/healthz` while both are there", Integer.toString(health[0]))
        .row(
            "`/healthz` while only the former primary is there (" + ALONE.toSeconds() + " s)",
            Integer.toString(health[1]))
        .row("answered busy, acknowledged when repeated", Integer.toString(seen.busy()))
        .row("other answers, not answered", seen.failed() + ", " + seen.lost())
        .row("written to the former primary", written(before, after));
    return held;
  }

  private static String written(String before, String after) {
    return before.equals(after) ? "nothing" : before + " notifications before, " + after + " after";
  }

  /** The server's connections end, so that it has to look for a primary anew. */
  private void cut() throws SQLException {
    try (var connection = cluster.primary().connect("paybell");
        var statement = connection.createStatement()) {
      statement.execute(CUT);
    }
  }

  private static String stored(Node node) throws SQLException {
    try (var connection = node.connect("paybell");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STORED)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static int health(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                .timeout(Duration.ofSeconds(5))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
