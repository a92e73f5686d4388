package io.github.paybell.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In which order a refund is sent, asked about and noted, whatever WeChat Pay answers. */
class RefundingTest {
  private static final Instant NOW = Instant.parse("2026-01-05T01:30:00Z");
  private static final String ORDER = "ORDER-1";

  private final StoreOptions store = TestStores.SQLITE.create();
  private final Script wechat = new Script();
  private TestEngine engine;

  @BeforeEach
  void paid() {
    engine =
        TestEngine.on(
            store,
            TestEngine.accounts(),
            HealingOptions.defaults(),
            wechat,
            Clock.fixed(NOW, ZoneOffset.UTC));
    engine.engine().orders().register("shop", TestEngine.order(ORDER, 100));
    engine.engine().orderQueries().order(account(), ORDER, null);
    engine.engine().refunds().request("shop", ORDER, "R1", 40, "少发一份", "alice");
    wechat.calls.clear();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Account account() {
    return Objects.requireNonNull(engine.engine().accounts().byName("shop"));
  }

  private RefundView refund() {
    return engine.engine().refunds().find("shop", "R1").orElseThrow();
  }

  private QueryOutcome advance() {
    return engine.engine().refunding().advance(account(), refund());
  }

  private List<String> openProblems() {
    return engine.engine().problems().list("shop", "open", null, 10).items().stream()
        .map(ProblemView::kind)
        .toList();
  }

  private @Nullable String read(String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(store.url(), store.username(), store.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private @Nullable String due() throws SQLException {
    return read("select next_query_at from paybell_refund");
  }

  private long evidence() throws SQLException {
    return Long.parseLong(Objects.requireNonNull(read("select count(*) from paybell_evidence")));
  }

  private static Answer<Evidence> stands(RefundStatus status) {
    return new Answer.Given<>(
        evidence(new RefundFacts("R1", "50000000382019052709732678859", status, 40, 40L, 40L)));
  }

  private static Answer<Evidence> no(String code) {
    return new Answer.Refused<>(code, "说明");
  }

  private static Evidence evidence(@Nullable RefundFacts refund) {
    var told =
        Evidence.about(new OrderKey("shop", ORDER), Ids.at(NOW.toEpochMilli()), Source.QUERY)
            .mchid("1999999901")
            .transactionId("T1")
            .total(100L)
            .currency("CNY")
            .payerTotal(100L)
            .payerCurrency("CNY");
    return refund == null ? told.payment(TradeState.SUCCESS) : told.refund(refund);
  }

  @Test
  @DisplayName("What is on its way is recorded when it is accepted, and not at every rung again")
  void onItsWay() throws SQLException {
    wechat.refund = stands(RefundStatus.PROCESSING);
    wechat.queryRefund = stands(RefundStatus.PROCESSING);

    assertThat(advance()).isInstanceOf(QueryOutcome.Learnt.class);
    long rows = evidence();
    assertThat(refund().accepted()).isTrue();

    assertThat(advance()).isInstanceOf(QueryOutcome.Open.class);
    assertThat(advance()).isInstanceOf(QueryOutcome.Open.class);
    assertThat(evidence()).isEqualTo(rows);
    assertThat(wechat.calls).containsExactly("refund R1 40/100 T1", "query R1", "query R1");

    wechat.queryRefund = stands(RefundStatus.SUCCESS);
    assertThat(advance()).isInstanceOf(QueryOutcome.Learnt.class);
    assertThat(refund().status()).isEqualTo(RefundStatus.SUCCESS);
    assertThat(due()).isNull();
  }

  @Test
  @DisplayName("A no is believed after asking whether an earlier sending was taken")
  void refusedAndNotThere() throws SQLException {
    wechat.refund = no("NOAUTH");
    wechat.queryRefund = no("REFUNDNOTEXIST");

    assertThat(advance()).isInstanceOf(QueryOutcome.Refused.class);

    assertThat(openProblems()).containsExactly("refund_refused");
    assertThat(refund().refusedCode()).isEqualTo("NOAUTH");
    assertThat(due()).as("until somebody asks for it again").isNull();
  }

  @Test
  @DisplayName("A final no is asked about a minute after the last attempt, and is not sent again")
  void refusedForGood() throws SQLException {
    wechat.refund = no("TRADE_OVERDUE");
    wechat.queryRefund = no("REFUNDNOTEXIST");

    assertThat(advance()).isInstanceOf(QueryOutcome.Refused.class);

    assertThat(due()).startsWith("2026-01-05T01:31:00");
    wechat.calls.clear();
    assertThat(advance()).isInstanceOf(QueryOutcome.NotThere.class);
    assertThat(wechat.calls).containsExactly("query R1");
    assertThat(refund().refundStatus()).as("asked too soon").isEqualTo("PROCESSING");
  }

  @Test
  @DisplayName("ONE_EFFECT: after an outcome that nobody knew no refusal is final")
  void unknownThenRefused() throws SQLException {
    wechat.refund = new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no whole answer in time");
    advance();
    wechat.refund = no("TRADE_OVERDUE");
    wechat.queryRefund = no("REFUNDNOTEXIST");

    assertThat(advance()).isInstanceOf(QueryOutcome.Refused.class);

    assertThat(refund().unrefused()).isEqualTo(1);
    assertThat(due()).isNull();
  }

  @Test
  @DisplayName("ONE_EFFECT: a no to a repeat of what was taken is no refusal")
  void refusedButThere() throws SQLException {
    wechat.refund = no("INVALID_REQUEST");
    wechat.queryRefund = stands(RefundStatus.PROCESSING);

    assertThat(advance()).isInstanceOf(QueryOutcome.Learnt.class);

    assertThat(refund().accepted()).isTrue();
    assertThat(openProblems()).isEmpty();
    assertThat(due()).isNotNull();
  }

  @Test
  @DisplayName("Where nobody says whether it was taken, a person is told and it is tried again")
  void refusedAndRefused() throws SQLException {
    wechat.refund = no("SIGN_ERROR");
    wechat.queryRefund = no("SIGN_ERROR");

    assertThat(advance()).isInstanceOf(QueryOutcome.Refused.class);

    assertThat(openProblems()).containsExactly("refund_refused");
    assertThat(due()).startsWith("2026-01-05T02:30:00");
    wechat.refund = stands(RefundStatus.PROCESSING);
    assertThat(advance()).isInstanceOf(QueryOutcome.Learnt.class);
    assertThat(openProblems()).isEmpty();
  }

  @Test
  @DisplayName("Too little money today is asked for again in an hour, under the same number")
  void notEnough() throws SQLException {
    wechat.refund = no("NOT_ENOUGH");
    wechat.queryRefund = no("RESOURCE_NOT_EXISTS");

    advance();

    assertThat(openProblems()).containsExactly("refund_refused");
    assertThat(due()).startsWith("2026-01-05T02:30:00");
  }

  @Test
  @DisplayName("An accepted refund that WeChat Pay knows nothing of is sent again, the same")
  void acceptedAndNotThere() {
    wechat.refund = stands(RefundStatus.PROCESSING);
    advance();
    wechat.queryRefund = no("RESOURCE_NOT_EXISTS");

    assertThat(advance()).isInstanceOf(QueryOutcome.Learnt.class);
    assertThat(wechat.calls)
        .containsExactly("refund R1 40/100 T1", "query R1", "refund R1 40/100 T1");

    wechat.refund = no("INVALID_REQUEST");
    assertThat(advance()).isInstanceOf(QueryOutcome.Refused.class);
    assertThat(openProblems()).as("nobody knows where it is").containsExactly("refund_refused");
  }

  @Test
  @DisplayName("An outcome that nobody knows changes nothing: the same is sent again")
  void unknown() throws SQLException {
    wechat.refund = new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no whole answer in time");
    var before = due();

    assertThat(advance()).isInstanceOf(QueryOutcome.Unknown.class);
    assertThat(advance()).isInstanceOf(QueryOutcome.Unknown.class);

    assertThat(wechat.calls).containsExactly("refund R1 40/100 T1", "refund R1 40/100 T1");
    assertThat(due()).isEqualTo(before);
    assertThat(openProblems()).isEmpty();
    assertThat(refund().accepted()).isFalse();
  }

  /** Answers refunds as told, and says of every order that it is paid by T1. */
  private static final class Script implements WechatPay {
    private final WechatPay nobody = new NoWechatPay();
    private final List<String> calls = new ArrayList<>();
    private Answer<Evidence> refund = no("NOBODY_ASKED");
    private Answer<Evidence> queryRefund = no("NOBODY_ASKED");

    @Override
    public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
      return new Answer.Given<>(evidence(null));
    }

    @Override
    public Answer<Evidence> refund(Account account, RefundOrder order) {
      calls.add(
          "refund "
              + order.outRefundNo()
              + " "
              + order.refund()
              + "/"
              + order.total()
              + " "
              + order.transactionId());
      return again(refund);
    }

    @Override
    public Answer<Evidence> queryRefund(
        Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
      calls.add("query " + outRefundNo);
      return again(queryRefund);
    }

    /** Told again it is another piece of evidence. */
    private static Answer<Evidence> again(Answer<Evidence> answer) {
      var given = answer.orNull();
      return given == null ? answer : new Answer.Given<>(evidence(given.refund()));
    }

    @Override
    public Answer<Placed> place(Account account, Placement placement) {
      return nobody.place(account, placement);
    }

    @Override
    public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
      return nobody.close(account, outTradeNo, subMchid);
    }

    @Override
    public Answer<Done> bill(Account account, LocalDate day, Path target) {
      return nobody.bill(account, day, target);
    }

    @Override
    public Answer<Map<String, String>> certificates(Account account) {
      return nobody.certificates(account);
    }
  }
}
