package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TradeStateTest {
  /** The whole table: a row is where an order stands, a column where it is asked to go. */
  private static final List<String> TABLE =
      List.of(
          "           NOTPAY USERPAYING PAYERROR REVOKED CLOSED SUCCESS REFUND",
          "NOTPAY     no     yes        yes      yes     yes    yes     no",
          "USERPAYING no     no         yes      yes     yes    yes     no",
          "PAYERROR   no     no         no       yes     yes    yes     no",
          "REVOKED    no     no         no       no      no     yes     no",
          "CLOSED     no     no         no       no      no     yes     no",
          "SUCCESS    no     no         no       no      no     no      yes",
          "REFUND     no     no         no       no      no     no      no");

  static Stream<Arguments> pairs() {
    var columns = TABLE.get(0).strip().split(" +");
    return TABLE.stream()
        .skip(1)
        .map(row -> row.split(" +"))
        .flatMap(
            row ->
                Stream.iterate(0, i -> i + 1)
                    .limit(columns.length)
                    .map(
                        i ->
                            Arguments.of(
                                TradeState.valueOf(row[0]),
                                TradeState.valueOf(columns[i]),
                                row[i + 1].equals("yes"))));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("pairs")
  @DisplayName("LEGAL_STEPS: the table, every pair of it")
  void everyPair(TradeState from, TradeState to, boolean legal) {
    assertThat(from.mayBecome(to)).isEqualTo(legal);
    var order = JudgeTest.order(from);
    if (legal) {
      assertThat(order.to(to).tradeState()).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> order.to(to)).hasMessageContaining("LEGAL_STEPS");
    }
  }

  @Test
  @DisplayName("LEGAL_STEPS: the table above leaves no state out")
  void complete() {
    assertThat(pairs()).hasSize(TradeState.values().length * TradeState.values().length);
  }

  @Test
  @DisplayName("LEGAL_STEPS: money is a fact – nothing makes a paid order unpaid")
  void moneyIsAFact() {
    var unpaid = Arrays.stream(TradeState.values()).filter(state -> !state.paid()).toList();

    assertThat(unpaid)
        .allSatisfy(
            state -> {
              assertThat(state.mayBecome(TradeState.SUCCESS)).isTrue();
              assertThat(TradeState.SUCCESS.mayBecome(state)).isFalse();
              assertThat(TradeState.REFUND.mayBecome(state)).isFalse();
            });
  }
}
