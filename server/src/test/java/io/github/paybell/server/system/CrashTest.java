package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * NO_LOST_ACK under SIGKILL. A killed process leaves what it had written in the system's cache, so
 * this shows that nothing is acknowledged before it is handed over; that it is also forced to the
 * disk is shown by {@link DurableTest}.
 */
@Tag("crash")
class CrashTest {
  /** Kills per store; more with -Dpaybell.crash.kills=… */
  private static final int KILLS = Integer.getInteger("paybell.crash.kills", 3);

  /** Acknowledgements after which the kill comes, while as many again are under way. */
  private static final int ACKS = Integer.getInteger("paybell.crash.acks", 150);

  private static final int SENDERS = 8;
  private static final long TOTAL = 8_800;

  @TempDir private Path folder;

  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private int killedAfter;
  private int inFlight;
  private int resent;

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: the server is killed under load; what it acknowledged is there")
  void server(TestStores kind) throws Exception {
    var store = kind == TestStores.SQLITE ? null : kind.create();
    var server = start(store);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        loadUntil(server, ACKS, server::kill);
        server = start(store);
        assertNothingLost(store, server);
      }
    } finally {
      server.close();
    }
    report("server killed on " + kind);
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: PostgreSQL is killed under load, all its processes; the server lives on")
  void postgresql() throws Exception {
    try (var database = OwnPostgres.start(folder.resolve("pg"));
        var server = start(database.store())) {
      for (int kill = 0; kill < KILLS; kill++) {
        loadUntil(server, ACKS, database::kill);
        database.startAgain();
        assertNothingLost(database.store(), server);
      }
    }
    report("PostgreSQL killed");
  }

  private ServerProcess start(StoreOptions store) throws IOException {
    return ServerProcess.start(folder, Platform.yaml(folder), store, Map.of());
  }

  private interface Kill {
    void now() throws Exception;
  }

  /** Eight tills register and are paid without a pause; in the midst of it something is killed. */
  private void loadUntil(ServerProcess server, int acks, Kill kill) throws Exception {
    var enough = new CountDownLatch(acks);
    var stop = new CountDownLatch(1);
    var tills = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      var till = new Thread(() -> till(server, enough, stop), "till-" + i);
      tills.add(till);
      till.start();
    }
    boolean loaded = enough.await(2, TimeUnit.MINUTES);
    kill.now();
    stop.countDown();
    for (var till : tills) {
      till.join();
    }
    assertThat(loaded).as("the load ran").isTrue();
  }

  private void till(ServerProcess server, CountDownLatch enough, CountDownLatch stop) {
    while (stop.getCount() > 0) {
      try (var sender = new Sender(server.notifyPort())) {
        while (stop.getCount() > 0) {
          var outTradeNo = "CRASH%010d".formatted(count.incrementAndGet());
          if (server.register("shop", outTradeNo, TOTAL) == 201) {
            registered.add(outTradeNo);
            sent.add(outTradeNo);
            if (sender.post(Platform.V2, message(outTradeNo)).text().contains("SUCCESS")) {
              acknowledged.add(outTradeNo);
              enough.countDown();
            }
          }
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        // Killed: no answer is no acknowledgement.
      }
    }
  }

  private static Message message(String outTradeNo) {
    return Platform.v2Paid(outTradeNo, "42000090012026" + "0000" + outTradeNo.substring(5), TOTAL);
  }

  private void assertNothingLost(StoreOptions store, ServerProcess server) throws Exception {
    // WeChat Pay brings again what was not acknowledged.
    var open = new ArrayList<>(sent);
    open.removeAll(acknowledged);
    try (var rows = Rows.of(store, folder)) {
      var stored = rows.column("select out_trade_no from paybell_notification");
      assertThat(stored).as("ONE_ROW_PER_ID").doesNotHaveDuplicates();
      assertThat(missing(acknowledged, stored)).as("acknowledged, and not stored").isEmpty();
      assertThat(
              missing(
                  acknowledged,
                  rows.column(
                      "select out_trade_no from paybell_order where trade_state = 'SUCCESS'")))
          .as("acknowledged, and not paid")
          .isEmpty();
      assertThat(missing(registered, rows.column("select out_trade_no from paybell_order")))
          .as("registered, and gone")
          .isEmpty();
    }
    killedAfter += acknowledged.size() - resent;
    inFlight += open.size();
    resent = sent.size();
    for (var outTradeNo : open) {
      assertThat(acceptedAtLast(server, outTradeNo)).isTrue();
      acknowledged.add(outTradeNo);
    }
    try (var rows = Rows.of(store, folder)) {
      assertThat(
              missing(
                  rows.column(
                      "select out_trade_no from paybell_order where trade_state = 'SUCCESS'"),
                  rows.column(
                      "select subject from paybell_event where type = 'payment.succeeded'")))
          .as("TOGETHER: paid without its event")
          .isEmpty();
      assertThat(rows.column("select subject from paybell_event where type = 'payment.succeeded'"))
          .as("ONE_EFFECT")
          .doesNotHaveDuplicates();
    }
  }

  // After the database came back the first attempts may still meet connections that are gone.
  private static boolean acceptedAtLast(ServerProcess server, String outTradeNo)
      throws IOException {
    for (int attempt = 0; attempt < 30; attempt++) {
      try (var sender = new Sender(server.notifyPort())) {
        if (sender.post(Platform.V2, message(outTradeNo)).text().contains("SUCCESS")) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> missing(Iterable<String> wanted, List<String> there) {
    var set = Set.copyOf(there);
    var missing = new ArrayList<String>();
    wanted.forEach(
        one -> {
          if (!set.contains(one)) {
            missing.add(one);
          }
        });
    return missing;
  }

  private void report(String what) {
    System.out.printf(
        "%s %d times: %d acknowledged before, 0 missing; %d in flight, accepted afterwards%n",
        what, KILLS, killedAfter, inFlight);
  }
}
