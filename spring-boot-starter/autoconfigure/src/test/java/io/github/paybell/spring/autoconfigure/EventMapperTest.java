package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.spring.Dispute;
import io.github.paybell.spring.Goods;
import io.github.paybell.spring.PaymentDetails;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import io.github.paybell.spring.ProblemEvent;
import io.github.paybell.spring.Promotion;
import io.github.paybell.spring.ReconciliationEvent;
import io.github.paybell.spring.RefundEvent;
import io.github.paybell.spring.RefundStatus;
import io.github.paybell.spring.Severity;
import io.github.paybell.spring.TradeState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventMapperTest {
  private static final UUID ID = UUID.fromString("01930000-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");
  private static final String DATA =
      """
      {"account":"shop","out_trade_no":"ORDER0001","transaction_id":"4200001","trade_state":"REFUND",
       "amount":{"total":1000,"currency":"CNY"},"payer_total":900,
       "success_time":"2026-11-25T12:00:00+08:00","reference":"R-1","late":true,"duplicate":false,
       "attach":"桌 \\"7\\"","future":[{"total":1}],
       "payer":{"openid":"o1"},"appid":"wx1","mchid":"190","trade_type":"JSAPI","settlement_total":950,
       "promotion_detail":[{"coupon_id":"C1","type":"NOCASH","amount":50,
       "goods_detail":[{"goods_id":"G1","quantity":2}]},{"coupon_id":"C2"}],"truncated":true,
       "refund":{"out_refund_no":"RF1","refund_id":"5000001","refund_status":"SUCCESS","amount":300,
       "payer_refund":270,"settlement_refund":280},
       "problem":{"id":"01930000-0000-7000-8000-000000000002","kind":"late_payment","cause":"late"},
       "reconciliation":{"bill":{"count":2},"differences":[1, 2]} }\
      """;

  private final List<String> called = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();

  /** Notes which method was called, and with what. */
  private final class Noting implements PaymentListener {
    private void note(String method, Object event) {
      called.add(method);
      told.add(event);
    }

    @Override
    public void paymentSucceeded(PaymentEvent event) {
      note("payment.succeeded", event);
    }

    @Override
    public void paymentLate(PaymentEvent event) {
      note("payment.late", event);
    }

    @Override
    public void paymentDuplicate(PaymentEvent event) {
      note("payment.duplicate", event);
    }

    @Override
    public void paymentDisputed(PaymentEvent event) {
      note("payment.disputed", event);
    }

    @Override
    public void refundSucceeded(RefundEvent event) {
      note("refund.succeeded", event);
    }

    @Override
    public void refundAbnormal(RefundEvent event) {
      note("refund.abnormal", event);
    }

    @Override
    public void refundClosed(RefundEvent event) {
      note("refund.closed", event);
    }

    @Override
    public void orderClosed(PaymentEvent event) {
      note("order.closed", event);
    }

    @Override
    public void problemOpened(ProblemEvent event) {
      note("problem.opened", event);
    }

    @Override
    public void problemResolved(ProblemEvent event) {
      note("problem.resolved", event);
    }

    @Override
    public void reconciliationDiffers(ReconciliationEvent event) {
      note("reconciliation.difference", event);
    }
  }

  private Object tell(EventType type, String data) {
    EventMapper.call(new Event(ID, type, "shop", "ORDER0001", 3L, NOW, data)).accept(new Noting());
    return told.get(told.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  @DisplayName("EVERY_EVENT: each type of event calls the one method that is named after it")
  void method(EventType type) {
    tell(type, DATA);
    assertThat(called).containsExactly(type.wireName());
  }

  @Test
  @DisplayName("a payment carries the order as it stands after the step")
  void payment() {
    assertThat(tell(EventType.PAYMENT_LATE, DATA))
        .isEqualTo(
            new PaymentEvent(
                ID,
                "payment.late",
                NOW,
                3,
                "shop",
                "ORDER0001",
                "4200001",
                TradeState.REFUND,
                1000,
                "CNY",
                900L,
                OffsetDateTime.parse("2026-11-25T12:00:00+08:00"),
                "R-1",
                true,
                false,
                "桌 \"7\"",
                new PaymentDetails(
                    new PaymentDetails.Payer("o1", null),
                    "wx1",
                    "190",
                    null,
                    "JSAPI",
                    null,
                    null,
                    950L,
                    List.of(
                        new Promotion(
                            "C1",
                            null,
                            null,
                            "NOCASH",
                            50L,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(new Goods("G1", 2L, null, null, null))),
                        new Promotion(
                            "C2", null, null, null, null, null, null, null, null, null, List.of())),
                    true),
                null));
  }

  @Test
  @DisplayName("TOLD_WHOLE: a dispute carries what was expected and what came")
  void dispute() {
    var told =
        (PaymentEvent)
            tell(
                EventType.PAYMENT_DISPUTED,
                """
                {"out_trade_no":"ORDER0001","trade_state":"NOTPAY","amount":{"total":200,"currency":"CNY"},
                 "expected":{"amount":{"total":200,"currency":"CNY"},"mchid":"190"},
                 "came":{"transaction_id":"T1","trade_state":"SUCCESS","amount":{"total":100,"currency":"CNY",
                 "payer_total":90},"success_time":"20260105093012","payer":{"openid":"o1"}}}\
                """);

    assertThat(told.dispute().expected())
        .isEqualTo(new Dispute.Expected(200, "CNY", null, null, "190", null));
    assertThat(told.dispute().came().total()).isEqualTo(100);
    assertThat(told.dispute().came().payerTotal()).isEqualTo(90);
    assertThat(told.dispute().came().successTime()).isNull();
    assertThat(told.dispute().came().details().payer().openid()).isEqualTo("o1");
    assertThat(told.toString()).doesNotContain("o1");
  }

  @Test
  @DisplayName("a refund carries what is known of it, and nothing where WeChat Pay named none")
  void refund() {
    assertThat(((RefundEvent) tell(EventType.REFUND_SUCCEEDED, DATA)).refund())
        .isEqualTo(new RefundEvent.Refund("RF1", "5000001", RefundStatus.SUCCESS, 300, 270L, 280L));
    assertThat(
            ((RefundEvent)
                    tell(
                        EventType.REFUND_SUCCEEDED,
                        "{\"out_trade_no\":\"ORDER0001\",\"trade_state\":\"REFUND\"}"))
                .refund())
        .isNull();
  }

  @Test
  @DisplayName("a problem carries its kind and cause, and no resolution while it is open")
  void problem() {
    assertThat(tell(EventType.PROBLEM_OPENED, DATA))
        .isEqualTo(
            new ProblemEvent(
                ID,
                NOW,
                "shop",
                "ORDER0001",
                UUID.fromString("01930000-0000-7000-8000-000000000002"),
                "late_payment",
                null,
                "late",
                null,
                List.of("ORDER0001"),
                1,
                null));
  }

  @Test
  @DisplayName("a problem that notifications share names the member and their orders")
  void sharedProblem() {
    var problem =
        "{\"account\":\"shop\",\"problem\":{\"id\":\"01930000-0000-7000-8000-000000000002\","
            + "\"kind\":\"not_understood\",\"severity\":\"critical\",\"cause\":\"no integer\","
            + "\"member\":\"amount.total\",\"resolution\":\"healed\","
            + "\"orders\":[\"ORDER0001\",\"ORDER0002\"],\"orders_total\":2}}";

    EventMapper.call(new Event(ID, EventType.PROBLEM_RESOLVED, "shop", null, null, NOW, problem))
        .accept(new Noting());

    assertThat(told.get(0))
        .isInstanceOfSatisfying(
            ProblemEvent.class,
            event -> {
              assertThat(event.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(event.member()).isEqualTo("amount.total");
              assertThat(event.orders()).containsExactly("ORDER0001", "ORDER0002");
              assertThat(event.ordersTotal()).isEqualTo(2);
            });
  }

  @Test
  @DisplayName("a reconciliation carries its report as it was written")
  void reconciliation() {
    assertThat(((ReconciliationEvent) tell(EventType.RECONCILIATION_DIFFERENCE, DATA)).report())
        .isEqualTo("{\"bill\":{\"count\":2},\"differences\":[1, 2]}");
  }
}
