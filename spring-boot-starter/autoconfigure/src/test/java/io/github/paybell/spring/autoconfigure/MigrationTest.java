package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A shop whose WxJava controller acts, then Paybell's listener, then the controller again. */
class MigrationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ORDERS = 100;

  private final Simulator wechat = Simulator.start(SimulatorOptions.forTests());
  private final Map<String, String> database = RunningShop.database(TestStores.MYSQL);
  private final int port = FreePort.choose();
  private final DataSource source =
      new DriverManagerDataSource(
          database.get("spring.datasource.url"),
          database.get("spring.datasource.username"),
          database.get("spring.datasource.password"));
  private final JdbcTemplate jdbc = new JdbcTemplate(source);

  @BeforeEach
  void place() {
    MigratingShop.tables(jdbc);
    MigratingShop.STUMBLES.clear();
    MigratingShop.GUARDED.clear();
    MigratingShop.handsOver = false;
    all().forEach(this::place);
  }

  @AfterEach
  void stop() {
    wechat.close();
  }

  @Test
  @DisplayName("ONE_EFFECT: a hundred orders across a cut-over and back, each fulfilled once")
  void thereAndBack() throws Exception {
    try (var shop = theOldCodeActs()) {
      pay(1, 10); // before Paybell is told of anything
      MigratingShop.handsOver = true;
      pay(11, 20);
      wechat.strike(Fault.of(FaultKind.PARALLEL_DUPLICATE));
      pay(21, 25);
      wechat.strike(Fault.of(FaultKind.LOST));
      pay(26, 30); // the old code never hears of these
      wechat.strike();
      stumbles(31, 40);
      pay(31, 40);
      ask(shop, 26, 40);
      assertThat(differing(shop)).containsAll(numbers(26, 40));
      wechat.advance(Duration.ofSeconds(20)); // the repeats of the last ten
      assertThat(by("old")).containsAll(numbers(31, 40));
      shop.engine().compareWithShop();
      assertThat(differing(shop))
          .containsAll(numbers(26, 30)) // the old code has not heard
          .doesNotContainAnyElementsOf(numbers(11, 25))
          .doesNotContainAnyElementsOf(numbers(31, 40));
      stumbles(41, 45);
      pay(41, 45); // the repeats come after the cut-over, and Paybell has not heard of these
      begin(46, 50); // at this very moment
    }
    assertThat(by("paybell")).isEmpty();
    begin(51, 55); // nobody is there

    try (var shop = paybellActs()) {
      wechat.advance(Duration.ofMinutes(10));
      again(1, 25);
      again(31, 60); // of those that have not been paid there is none
      ask(shop, 26, 55);
      assertThat(differing(shop)).isEmpty();
      meets(56);
      pay(57, 65);
      wechat.strike(Fault.of(FaultKind.LOST));
      pay(66, 70);
      wechat.strike(Fault.of(FaultKind.PARALLEL_DUPLICATE));
      pay(71, 75);
      wechat.strike();
      ask(shop, 66, 70);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(fulfilled()).hasSize(75));
      begin(76, 80);
    }
    begin(81, 85);

    try (var shop = theOldCodeActs()) {
      wechat.advance(Duration.ofMinutes(10));
      again(1, 85);
      pay(86, 95);
      wechat.strike(Fault.of(FaultKind.DUPLICATE));
      pay(96, 100);
      wechat.advance(Duration.ofMinutes(10));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                ask(shop, 76, 100);
                assertThat(differing(shop)).isEmpty();
              });
    }
    assertThat(fulfilled()).containsExactlyElementsOf(all());
    assertThat(by("old")).contains(number(1), number(31), number(56), number(86));
    assertThat(by("paybell")).contains(number(26), number(41), number(51), number(66));
    assertThat(unanswered()).isEmpty();
  }

  private RunningShop theOldCodeActs() {
    return start(false);
  }

  private RunningShop paybellActs() {
    return start(true);
  }

  private RunningShop start(boolean paybellActs) {
    return RunningShop.start(
        wechat,
        false,
        database,
        Map.of(
            "server.port",
            String.valueOf(port),
            "paybell.base-url",
            "http://127.0.0.1:" + port,
            "paybell.acknowledge",
            "handled",
            "paybell.listener.enabled",
            String.valueOf(paybellActs)),
        MigratingShop.class);
  }

  private void place(String number) {
    var merchant = RunningShop.MERCHANT;
    jdbc.update(
        "insert into shop_order (out_trade_no, fen, state, made_at) values (?, 1000, 'new', ?)",
        number,
        Timestamp.from(Instant.now()));
    wechat
        .platform()
        .place(
            new Terms(
                Api.V3,
                null,
                PlatformTradeType.JSAPI,
                merchant.mchid(),
                merchant.appid(),
                null,
                null,
                number,
                "明前龙井 50g",
                null,
                1000,
                "CNY",
                "http://127.0.0.1:" + port + MigratingShop.OLD_PATH,
                merchant.openid(),
                null,
                null,
                null,
                false,
                "1"));
  }

  /** Paid, and told as far as WeChat Pay tells it at once. */
  private void pay(int first, int last) {
    begin(first, last);
    wechat.settle();
  }

  /** Paid, and perhaps being told. */
  private void begin(int first, int last) {
    numbers(first, last).forEach(wechat::pay);
  }

  /** The old code, in an instance that ends a moment later, has not committed when Paybell acts. */
  private void meets(int i) throws SQLException {
    MigratingShop.GUARDED.add(number(i));
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      var old = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      old.update(
          "update shop_order set state = 'paid' where out_trade_no = ? and state = 'new'",
          number(i));
      old.update("insert into fulfilment values (?, 'old')", number(i));
      begin(i, i);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).isOne());
      connection.commit();
    }
    wechat.settle();
  }

  /** Transactions that wait for a lock. */
  private int waiting() {
    var waiting =
        jdbc.queryForObject(
            "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'",
            Integer.class);
    return waiting == null ? 0 : waiting;
  }

  private static void stumbles(int first, int last) {
    MigratingShop.STUMBLES.addAll(numbers(first, last));
  }

  /** WeChat Pay repeats what it has told. */
  private void again(int first, int last) {
    for (var number : numbers(first, last)) {
      wechat.messenger().messages(number).forEach(each -> wechat.messenger().resend(each.id()));
    }
    wechat.settle();
  }

  /** What the ladder and the sweeps do in their time. */
  private static void ask(RunningShop shop, int first, int last) {
    shop.bean(UnpaidSweep.class).run();
    numbers(first, last).forEach(shop.paybell()::refresh);
    shop.engine().compareWithShop();
  }

  private static List<String> differing(RunningShop shop) {
    return shop.engine().problems().list(null, "open", null, 200).items().stream()
        .filter(problem -> problem.kind().equals("shop_differs"))
        .map(ProblemView::outTradeNo)
        .toList();
  }

  private List<String> fulfilled() {
    return jdbc.queryForList(
        "select out_trade_no from fulfilment order by out_trade_no", String.class);
  }

  private List<String> by(String whom) {
    return jdbc.queryForList(
        "select out_trade_no from fulfilment where by_whom = ?", String.class, whom);
  }

  /** Orders of which the last attempt to tell was not taken as a success. */
  private List<String> unanswered() {
    return all().stream()
        .filter(
            number ->
                wechat.messenger().messages(number).stream()
                    .map(message -> message.attempts())
                    .filter(attempts -> !attempts.isEmpty())
                    .anyMatch(
                        attempts -> attempts.get(attempts.size() - 1).takenAs() != TakenAs.SUCCESS))
        .toList();
  }

  private static List<String> all() {
    return numbers(1, ORDERS);
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(MigrationTest::number).toList();
  }

  private static String number(int i) {
    return "ORDER%03d".formatted(i);
  }
}
