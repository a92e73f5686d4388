package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Evidence of each kind, by the names of its members. */
class EvidenceTest {
  private static Evidence.Builder told() {
    return Evidence.about(new OrderKey("shop", "ORDER0001"), new UUID(0, 1), Source.BILL)
        .transactionId("4200000000000001");
  }

  private static RefundFacts refund() {
    return new RefundFacts("REFUND0001", "5000000001", RefundStatus.SUCCESS, 100, null, null);
  }

  @Test
  @DisplayName("A payment says how much")
  void paymentWithoutTotal() {
    assertThat(told().total(100L).payment(TradeState.SUCCESS).total()).isEqualTo(100);
    assertThatThrownBy(() -> told().payment(TradeState.SUCCESS))
        .isInstanceOf(UnfitMemberException.class)
        .hasMessageContaining("amount.total");
  }

  @Test
  @DisplayName(
      "A refund need not say how much the order asked for, and then says nothing of its state")
  void refundWithoutTotal() {
    assertThat(told().total(100L).refund(refund()).tradeState()).isEqualTo(TradeState.SUCCESS);
    assertThat(told().refund(refund()).tradeState()).isEqualTo(TradeState.NOTPAY);
  }
}
