package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.PgBouncer;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose PostgreSQL stands behind PgBouncer in transaction mode. */
class BehindPgBouncerTest {
  private static final int SENDERS = 8;

  /** More with {@code -Dpaybell.test.pgbouncer=75}. */
  private static final int EACH = Integer.getInteger("paybell.test.pgbouncer", 15);

  @TempDir Path folder;

  @Test
  @DisplayName(
      "NO_LOST_ACK: behind PgBouncer in transaction mode each notification is accepted and applied,"
          + " whichever session its transactions meet, and the admin API answers meanwhile")
  void accepted() throws Exception {
    var own = Files.createDirectory(folder.resolve("server"));
    try (var bouncer =
            PgBouncer.before(
                TestStores.POSTGRESQL.empty(), Files.createDirectory(folder.resolve("bouncer")));
        var server =
            RunningServer.start(own, Platform.yaml(own), bouncer.store().url(), "postgres", "")) {
      var numbers = new ArrayList<List<String>>();
      for (int sender = 0; sender < SENDERS; sender++) {
        var its = new ArrayList<String>();
        for (int i = 0; i < EACH; i++) {
          its.add("POOLED%02d%06d".formatted(sender, i));
        }
        numbers.add(its);
      }
      var senders = Executors.newFixedThreadPool(SENDERS);
      try {
        var all = new ArrayList<Callable<Integer>>();
        numbers.forEach(its -> all.add(() -> send(server, its)));
        int accepted = 0;
        for (var each : senders.invokeAll(all)) {
          accepted += each.get();
        }
        assertThat(accepted).as("accepted of " + SENDERS * EACH).isEqualTo(SENDERS * EACH);
      } finally {
        senders.shutdownNow();
      }
      assertThat(server.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
      for (var its : numbers) {
        for (var number : its) {
          assertThat(server.admin("GET", order(number), "").body())
              .contains("\"trade_state\":\"SUCCESS\"");
        }
      }
    }
  }

  private static String order(String number) {
    return "/api/v1/accounts/shop/orders/" + number;
  }

  private static int send(RunningServer server, List<String> numbers) throws IOException {
    int accepted = 0;
    try (var sender = new Sender(server.notifyUri().getPort())) {
      for (var number : numbers) {
        var registered = server.admin("PUT", order(number), "{\"amount\":{\"total\":8800}}");
        var paid = Platform.v2Paid(number, "42000" + number.substring(6) + "00000000000", 8_800);
        var answer = sender.post(Platform.V2, paid).text();
        if (registered.statusCode() == 201 && answer.contains("SUCCESS")) {
          accepted++;
        }
      }
    }
    return accepted;
  }
}
