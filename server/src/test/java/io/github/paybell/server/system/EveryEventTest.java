package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.server.system.WebhookReceiver.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two replicas on one database tell three subscribers, while one after the other is killed. */
@Tag("crash")
class EveryEventTest {
  /** Kills, each replica in turn; more with -Dpaybell.every-event.kills=… */
  private static final int KILLS = Integer.getInteger("paybell.every-event.kills", 2);

  /** Orders per kill, which comes in the midst of them. */
  private static final int ORDERS = Integer.getInteger("paybell.every-event.orders", 120);

  private static final int TILLS = 4;
  private static final long TOTAL = 8_800;
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;

  private final AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(2);
  private final AtomicInteger count = new AtomicInteger();

  /** What the tills may still sell before the next kill; and what they sold. */
  private final Semaphore toSell = new Semaphore(0);

  private final Semaphore sold = new Semaphore(0);
  private StoreOptions store;
  private int deadPort;
  private WebhookReceiver slow;
  private WebhookReceiver moody;

  @ParameterizedTest
  @EnumSource(
      value = TestStores.class,
      names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName(
      "EVERY_EVENT: two replicas, three subscribers (one dead, one slow, one answering 500 every"
          + " other time), kill -9 in a loop: each living one gets every event, always with the"
          + " same id and body, versions rise without a gap; what the dead one missed is visibly"
          + " dead, and arrives when it is there and the admin API is told so")
  void everyEvent(TestStores kind) throws Exception {
    store = kind.create();
    deadPort = refusingPort();
    try (var late = WebhookReceiver.open(0, Manner.LATE);
        var everyOther = WebhookReceiver.open(0, Manner.EVERY_OTHER)) {
      slow = late;
      moody = everyOther;
      Files.createDirectories(folder.resolve("a/data"));
      servers.set(0, start("a"));
      // One master key: the accounts in the common database are sealed with it.
      Files.createDirectories(folder.resolve("b/data"));
      Files.copy(folder.resolve("a/data/master-key"), folder.resolve("b/data/master-key"));
      servers.set(1, start("b"));

      System.out.println(java.time.Instant.now() + " started");
      sellAndKill();
      System.out.println(java.time.Instant.now() + " sold");
      assertThat(slow.await(this::nothingPending, 90)).as("all settled; %s", states()).isTrue();
      assertLivingHaveAll();
      assertDeadIsVisible();
      System.out.println(java.time.Instant.now() + " drained");
      assertRedelivered();
      System.out.println(java.time.Instant.now() + " redelivered");
    } finally {
      for (int i = 0; i < 2; i++) {
        if (servers.get(i) != null) {
          servers.get(i).close();
        }
      }
    }
  }

  // Below the ports that outgoing connections are given: one of those could meet itself there.
  private static int refusingPort() throws IOException {
    var random = new Random();
    for (int attempt = 0; ; attempt++) {
      int port = 12_000 + random.nextInt(18_000);
      try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        if (attempt == 100) {
          throw e;
        }
      }
    }
  }

  private ServerProcess start(String name) throws IOException {
    var own = folder.resolve(name);
    var settings = new LinkedHashMap<String, String>();
    settings.put("paybell.delivery.allow-private-addresses", "true");
    settings.put("paybell.delivery.backoff", "200ms,400ms,800ms,2s,4s");
    Map.of(
            "dead", "http://127.0.0.1:" + deadPort + "/paybell",
            "slow", slow.url(),
            "moody", moody.url())
        .forEach(
            (subscriber, url) -> {
              settings.put("paybell.subscribers." + subscriber + ".url", url);
              settings.put("paybell.subscribers." + subscriber + ".secret", WebhookReceiver.SECRET);
            });
    settings.put("paybell.subscribers.slow.concurrency", "32");
    return ServerProcess.start(own, Platform.yaml(own), store, settings);
  }

  /** Tills sell without a pause; in the midst of it a replica is killed, and started again. */
  private void sellAndKill() throws Exception {
    var tills = new ArrayList<Thread>();
    var failures = new ArrayList<Throwable>();
    for (int i = 0; i < TILLS; i++) {
      var till = new Thread(this::till, "till-" + i);
      till.setUncaughtExceptionHandler(
          (thread, e) -> {
            synchronized (failures) {
              failures.add(e);
            }
          });
      till.start();
      tills.add(till);
    }
    int first = ThreadLocalRandom.current().nextInt(2);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        toSell.release(ORDERS);
        await(sold, ORDERS / 2);
        int victim = (first + kill) % 2;
        System.out.println(java.time.Instant.now() + " kill");
        servers.get(victim).kill();
        endLeases();
        servers.set(victim, start(victim == 0 ? "a" : "b"));
        await(sold, ORDERS - ORDERS / 2);
      }
    } finally {
      tills.forEach(Thread::interrupt);
    }
    for (var till : tills) {
      till.join(30_000);
    }
    assertThat(failures).isEmpty();
  }

  private static void await(Semaphore sold, int orders) throws InterruptedException {
    assertThat(sold.tryAcquire(orders, 60, TimeUnit.SECONDS)).as("orders were sold").isTrue();
  }

  // A lease is 60 s. Instead of waiting, its time is set; those of the living replica end with it,
  // so what that one says of them afterwards must count for nothing.
  private void endLeases() throws SQLException {
    try (var rows = new Rows(store)) {
      rows.update("update paybell_delivery set lease_end = due_at where lease_end is not null");
    }
  }

  private void till() {
    try {
      while (true) {
        toSell.acquire();
        sell(count.incrementAndGet());
        sold.release();
      }
    } catch (InterruptedException e) {
      // The shop closes.
    }
  }

  /** Registers, pays, and in the v3 shop gives a fen back; each until somebody took it. */
  private void sell(int n) throws InterruptedException {
    boolean v3 = n % 2 == 0;
    var account = v3 ? "shop3" : "shop";
    var no = "EVERY%010d".formatted(n);
    var transaction = "42000090012026%014d".formatted(n);
    until(server -> server.register(account, no, TOTAL) < 300);
    if (v3) {
      notify(Platform.V3, Platform.v3Paid(no, transaction, TOTAL));
      notify(Platform.V3, Platform.v3Refund(no, transaction, TOTAL));
    } else {
      notify(Platform.V2, Platform.v2Paid(no, transaction, TOTAL));
    }
  }

  private void notify(String token, Message message) throws InterruptedException {
    until(
        server -> {
          try (var sender = new Sender(server.notifyPort())) {
            var answer = sender.post(token, message);
            return answer.status() == 204 || answer.text().contains("SUCCESS");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private interface Call {
    boolean taken(ServerProcess server);
  }

  private void until(Call call) throws InterruptedException {
    while (true) {
      try {
        if (call.taken(servers.get(ThreadLocalRandom.current().nextInt(2)))) {
          return;
        }
      } catch (UncheckedIOException | IllegalStateException e) {
        // That one was killed: as WeChat Pay does, once more, to whichever.
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  private boolean nothingPending() {
    try (var rows = new Rows(store)) {
      return rows.number("select count(*) from paybell_delivery where state = 'pending'") == 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> states() throws SQLException {
    try (var rows = new Rows(store)) {
      return rows.column(
          "select concat(subscriber, ' ', state, ' ', count(*)) from paybell_delivery group by"
              + " subscriber, state order by subscriber, state");
    }
  }

  private List<String> events() throws SQLException {
    try (var rows = new Rows(store)) {
      return rows.column("select id from paybell_event");
    }
  }

  private void assertLivingHaveAll() throws SQLException {
    var events = events();
    assertThat(events).hasSizeGreaterThanOrEqualTo(KILLS * ORDERS * 3 / 2);
    var bodies = new LinkedHashMap<String, byte[]>();
    for (var receiver : List.of(slow, moody)) {
      assertThat(receiver.complaints()).isEmpty();
      var accepted = receiver.accepted();
      assertThat(accepted.keySet()).as("EVERY_EVENT").containsAll(events);
      accepted.forEach(
          (id, copies) ->
              copies.forEach(
                  copy -> assertThat(copy).isEqualTo(bodies.computeIfAbsent(id, any -> copy))));
    }
    var versions = new LinkedHashMap<String, List<Long>>();
    bodies.forEach(
        (id, body) -> {
          var event = JSON.readTree(body);
          assertThat(event.get("id").asString()).isEqualTo(id);
          if (event.has("version")) {
            versions
                .computeIfAbsent(
                    event.get("source").asString() + " " + event.path("subject").asString(""),
                    any -> new ArrayList<>())
                .add(event.get("version").asLong());
          }
        });
    assertThat(versions).as("one for each order").hasSize(KILLS * ORDERS);
    versions.forEach(
        (order, all) -> {
          var expected = new ArrayList<Long>();
          for (long version = 2; version < 2 + all.size(); version++) {
            expected.add(version);
          }
          assertThat(all).as("IN_ORDER: %s", order).containsExactlyInAnyOrderElementsOf(expected);
        });
    try (var rows = new Rows(store)) {
      assertThat(
              rows.number(
                  "select count(*) from paybell_delivery where state <> 'delivered' and subscriber"
                      + " <> 'dead'"))
          .isZero();
    }
    System.out.printf(
        "EVERY_EVENT: %d events, %d kills; slow was asked %d times, the one with 500s %d times%n",
        events.size(), KILLS, slow.requests(), moody.requests());
  }

  private void assertDeadIsVisible() throws SQLException {
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          get(
              "/api/v1/deliveries?state=dead&subscriber=dead&limit=200"
                  + (cursor == null ? "" : "&cursor=" + cursor));
      page.get("items")
          .forEach(
              item -> {
                seen.add(item.get("event_id").asString());
                assertThat(item.get("error").asString()).isNotBlank();
              });
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    } while (cursor != null);
    assertThat(seen).as("visibly dead").containsExactlyInAnyOrderElementsOf(events());
    assertThat(get("/api/v1/problems?state=open&limit=200").get("items").toString())
        .contains("\"kind\":\"delivery_dead\"", "\"cause\":\"dead\"");
  }

  private JsonNode get(String path) {
    var answer = servers.get(0).admin("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private void assertRedelivered() throws SQLException {
    var events = events();
    try (var risen = WebhookReceiver.open(deadPort, Manner.GOOD)) {
      // Its circuit may still be open for a while, longer than the few seconds of patience here:
      // then those that died again are told again.
      for (int round = 0; !risen.ids().containsAll(events) && round < 20; round++) {
        var answer =
            servers
                .get(1)
                .admin(
                    "POST",
                    "/api/v1/deliveries/redeliver",
                    "{\"subscriber\":\"dead\",\"state\":\"dead\"}");
        System.out.println(java.time.Instant.now() + " round " + round);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        long again = JSON.readTree(answer.body()).get("redelivered").asLong();
        assertThat(round > 0 || again == events.size()).as(answer.body()).isTrue();
        assertThat(risen.await(this::nothingPending, 60)).as("settled; %s", states()).isTrue();
      }
      assertThat(risen.ids()).as("told after all").containsAll(events);
      assertThat(risen.complaints()).isEmpty();
    }
  }
}
