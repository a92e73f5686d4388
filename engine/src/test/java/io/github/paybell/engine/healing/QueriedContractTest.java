package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.ledger.OrderView.LastQuery;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order says what WeChat Pay said of it last, on every store. */
class QueriedContractTest {
  private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");
  private static final String ORDER = "ORDER-1";

  private final SettableClock clock = new SettableClock(START);
  private final Teller wechat = new Teller(clock);

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: each query of an order is counted, with what it said, also if that was no")
  void said(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      replica.register(ORDER);
      assertThat(replica.order(ORDER).lastQuery()).isNull();

      assertThat(next(replica).said()).isEqualTo("NOTPAY");
      wechat.always(new Answer.Refused<>("ORDERNOTEXIST", "no such order"));
      assertThat(next(replica).said()).isEqualTo("ORDERNOTEXIST");
      wechat.always(new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no whole answer in time"));
      assertThat(next(replica).said()).isEqualTo("TIMEOUT");
      var before = next(replica);
      wechat.always(new Answer.Unable<>("the account has no key"));
      assertThat(next(replica)).as("not asked").isEqualTo(before);
      wechat.paid(ORDER);
      clock.move(Duration.ofMinutes(10));

      assertThat(next(replica)).isEqualTo(new LastQuery(clock.instant(), "SUCCESS", 5));
      assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: closing asks before and after, and both are counted")
  void closing(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      replica.register(ORDER, START.plusSeconds(1), true);

      assertThat(next(replica).queries()).isEqualTo(2);
      assertThat(replica.state(ORDER)).isEqualTo("CLOSED");
    }
  }

  /** The last query after the next rung. */
  private LastQuery next(Replica replica) {
    clock.move(Duration.ofMinutes(25));
    assertThat(replica.sweep()).isEqualTo(1);
    return Objects.requireNonNull(replica.order(ORDER).lastQuery());
  }
}
