package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two server processes on one database: a notification is one row and one effect. */
@ParameterizedClass
@EnumSource(
    value = TestStores.class,
    names = {"POSTGRESQL", "MYSQL"})
class ExactlyOnceTest {
  private static final int THREADS = 64;

  /** Each thread's; more with -Dpaybell.exactly-once.copies=… */
  private static final int COPIES = Integer.getInteger("paybell.exactly-once.copies", 4);

  /** Raced orders; more with -Dpaybell.exactly-once.orders=… */
  private static final int ORDERS = Integer.getInteger("paybell.exactly-once.orders", 100);

  private static final long TOTAL = 8_800;
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private static Path folder;
  private static StoreOptions store;
  private static List<ServerProcess> servers = List.of();

  @Parameter private TestStores kind;

  @BeforeEach
  void start() throws IOException {
    if (!servers.isEmpty()) {
      return;
    }
    store = kind.create();
    Files.createDirectories(data(kind, "a"));
    var first = server(kind, "a");
    // One master key: the accounts in the common database are sealed with it.
    Files.createDirectories(data(kind, "b"));
    Files.copy(data(kind, "a").resolve("master-key"), data(kind, "b").resolve("master-key"));
    servers = List.of(first, server(kind, "b"));
  }

  private static Path data(TestStores kind, String name) {
    return folder.resolve(kind + "/" + name + "/data");
  }

  private static ServerProcess server(TestStores kind, String name) throws IOException {
    var own = data(kind, name).getParent();
    return ServerProcess.start(own, Platform.yaml(own), store, Map.of());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (var server : servers) {
      server.close();
    }
    servers = List.of();
  }

  private record Payment(boolean v3, String outTradeNo, String transactionId) {
    static Payment next(boolean v3) {
      int n = COUNT.incrementAndGet();
      return new Payment(v3, "ONCE%010d".formatted(n), "42000090012026%014d".formatted(n));
    }

    String account() {
      return v3 ? "shop3" : "shop";
    }

    String token() {
      return v3 ? Platform.V3 : Platform.V2;
    }

    Message message() {
      return v3
          ? Platform.v3Paid(outTradeNo, transactionId, TOTAL)
          : Platform.v2Paid(outTradeNo, transactionId, TOTAL);
    }

    boolean accepted(Sender.Answer answer) {
      return v3 ? answer.status() == 204 : answer.text().contains("SUCCESS");
    }

    /** Sends it again while it is answered busy, as WeChat Pay does. */
    boolean isAcceptedInTheEnd(Sender sender, Message message) throws IOException {
      var answer = sender.post(token(), message);
      for (int again = 0; again < 50 && answer.text().contains("系统繁忙"); again++) {
        answer = sender.post(token(), message);
      }
      return accepted(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "ONE_ROW_PER_ID: 64 threads bring one notification to both servers at once; each is told"
          + " SUCCESS, if the other server held the row for too long, when it comes again")
  void crowd(boolean v3) throws Exception {
    var payment = Payment.next(v3);
    assertThat(servers.get(0).register(payment.account(), payment.outTradeNo(), TOTAL))
        .isEqualTo(201);
    var message = payment.message();
    var start = new CountDownLatch(THREADS);
    var threads = Executors.newFixedThreadPool(THREADS);
    var accepted = new ArrayList<Future<Integer>>();
    for (int i = 0; i < THREADS; i++) {
      int port = servers.get(i % 2).notifyPort();
      accepted.add(
          threads.submit(
              () -> {
                try (var sender = new Sender(port)) {
                  start.countDown();
                  start.await();
                  int good = 0;
                  for (int copy = 0; copy < COPIES; copy++) {
                    good += payment.isAcceptedInTheEnd(sender, message) ? 1 : 0;
                  }
                  return good;
                }
              }));
    }
    int good = 0;
    for (var one : accepted) {
      good += one.get(2, TimeUnit.MINUTES);
    }
    threads.shutdown();

    assertThat(good).as("answered SUCCESS").isEqualTo(THREADS * COPIES);
    assertPaidOnce(payment);
    try (var rows = new Rows(store)) {
      assertThat(
              rows.number(
                  "select times_seen from paybell_notification where out_trade_no = ?",
                  payment.outTradeNo()))
          .isEqualTo(THREADS * COPIES);
    }
    assertThat(servers.get(1).order(payment.account(), payment.outTradeNo()).get("version").asInt())
        .isEqualTo(2);
  }

  private static void assertPaidOnce(Payment payment) throws Exception {
    for (var server : servers) {
      var order = server.order(payment.account(), payment.outTradeNo());
      assertThat(order.get("trade_state").asString()).isEqualTo("SUCCESS");
      assertThat(order.get("transaction_id").asString()).isEqualTo(payment.transactionId());
    }
    try (var rows = new Rows(store)) {
      var no = payment.outTradeNo();
      assertThat(
              rows.number("select count(*) from paybell_notification where out_trade_no = ?", no))
          .as("ONE_ROW_PER_ID")
          .isEqualTo(1);
      assertThat(
              rows.number(
                  "select count(*) from paybell_event where type = 'payment.succeeded' and subject"
                      + " = ?",
                  no))
          .as("ONE_EFFECT")
          .isEqualTo(1);
      var versions =
          rows.column(
              "select version from paybell_event where subject = ? and version is not null order by"
                  + " version",
              no);
      assertThat(versions).as("IN_ORDER: no version twice").doesNotHaveDuplicates();
      assertThat(
              rows.number(
                  "select count(*) from paybell_problem where state = 'open' and out_trade_no = ?",
                  no))
          .isZero();
    }
  }

  @Test
  @DisplayName(
      "CONFLUENT: a notification before its order is registered pays it once, through the other"
          + " server")
  void before() throws Exception {
    for (boolean v3 : new boolean[] {false, true}) {
      var payment = Payment.next(v3);
      assertAccepted(payment, 0);
      assertAccepted(payment, 1);
      assertThat(servers.get(1).register(payment.account(), payment.outTradeNo(), TOTAL))
          .isEqualTo(201);
      assertAccepted(payment, 0);
      assertPaidOnce(payment, v3 ? 3 : 1);
    }
  }

  private static void assertPaidOnce(Payment payment, int rows) throws Exception {
    // Three v3 messages are three events of WeChat Pay about one payment; v2 knows it by its
    // transaction.
    try (var look = new Rows(store)) {
      assertThat(
              look.number(
                  "select count(*) from paybell_notification where out_trade_no = ?",
                  payment.outTradeNo()))
          .isEqualTo(rows);
      assertThat(
              look.number(
                  "select count(*) from paybell_event where type = 'payment.succeeded' and subject"
                      + " = ?",
                  payment.outTradeNo()))
          .as("ONE_EFFECT")
          .isEqualTo(1);
    }
    assertThat(
            servers
                .get(0)
                .order(payment.account(), payment.outTradeNo())
                .get("trade_state")
                .asString())
        .isEqualTo("SUCCESS");
  }

  private static void assertAccepted(Payment payment, int server) throws IOException {
    try (var sender = new Sender(servers.get(server).notifyPort())) {
      assertThat(payment.accepted(sender.post(payment.token(), payment.message()))).isTrue();
    }
  }

  @Test
  @DisplayName("CONFLUENT: a notification after its order pays it once, wherever it was registered")
  void after() throws Exception {
    for (boolean v3 : new boolean[] {false, true}) {
      var payment = Payment.next(v3);
      assertThat(servers.get(0).register(payment.account(), payment.outTradeNo(), TOTAL))
          .isEqualTo(201);
      assertAccepted(payment, 1);
      assertPaidOnce(payment);
    }
  }

  @Test
  @DisplayName(
      "CONFLUENT: registration and notification race on two servers, many times; each order is paid"
          + " once")
  void during() throws Exception {
    var both = Executors.newFixedThreadPool(3);
    var barrier = new CyclicBarrier(3);
    var payments = new ArrayList<Payment>();
    try (var first = new Sender(servers.get(0).notifyPort());
        var second = new Sender(servers.get(1).notifyPort())) {
      for (int i = 0; i < ORDERS; i++) {
        var payment = Payment.next(i % 2 == 0);
        payments.add(payment);
        var message = payment.message();
        var registrar = servers.get(i / 2 % 2);
        var registered =
            both.submit(
                () -> {
                  barrier.await();
                  return registrar.register(payment.account(), payment.outTradeNo(), TOTAL);
                });
        var answers =
            List.of(
                both.submit(
                    () -> {
                      barrier.await();
                      return first.post(payment.token(), message);
                    }),
                both.submit(
                    () -> {
                      barrier.await();
                      return second.post(payment.token(), message);
                    }));
        assertThat(registered.get(1, TimeUnit.MINUTES)).isEqualTo(201);
        for (var answer : answers) {
          assertThat(payment.accepted(answer.get(1, TimeUnit.MINUTES))).isTrue();
        }
      }
    } finally {
      both.shutdownNow();
    }
    for (var payment : payments) {
      assertPaidOnce(payment);
    }
  }
}
