package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run can be repeated: what is left to chance follows from the seed. */
class RepeatableTest {
  private static final Clock NINE_O_CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T01:00:00Z"), ZoneOffset.UTC);

  // Those that change what is sent, and those that change whether and when.
  private static final List<StandingFault> BY_CHANCE =
      Stream.of(
              FaultKind.LOST,
              FaultKind.DELAYED,
              FaultKind.DUPLICATE,
              FaultKind.PARALLEL_DUPLICATE,
              FaultKind.REORDERED,
              FaultKind.REPLAYED,
              FaultKind.TAMPERED_AMOUNT,
              FaultKind.WRONG_KEY,
              FaultKind.PROBE,
              FaultKind.STALE,
              FaultKind.UNKNOWN_FIELDS,
              FaultKind.GREY_KEYS)
          .map(kind -> new StandingFault(Fault.of(kind), 0.5))
          .toList();

  /** One attempt, as far as the simulator decides about it. */
  private record Sent(
      String message, Instant at, int number, String fault, List<String> headers, String body) {}

  @Test
  @DisplayName("The same seed sends the same requests, byte for byte, at the same simulated times")
  void sameSeed() throws Exception {
    try (var receiver = Receiver.with(delivery -> "accepted")) {
      var first = run(7, receiver);

      assertThat(run(7, receiver)).isEqualTo(first);
      assertThat(first).extracting(Sent::fault).contains("TAMPERED_AMOUNT", "PROBE", "null");
    }
  }

  @Test
  @DisplayName("Another seed sends others")
  void anotherSeed() throws Exception {
    try (var receiver = Receiver.with(delivery -> "accepted")) {
      var first = run(7, receiver);
      var other = run(8, receiver);

      assertThat(other).isNotEqualTo(first);
      assertThat(other).extracting(Sent::message).doesNotContainAnyElementsOf(messages(first));
    }
  }

  private static List<String> messages(List<Sent> sent) {
    return sent.stream().map(Sent::message).distinct().toList();
  }

  /** Sells, refunds, and lists what was sent about it. */
  private static List<Sent> run(long seed, Receiver receiver) {
    var options = SimulatorOptions.forTests().withSeed(seed).withReal(NINE_O_CLOCK);
    try (var wechat = Simulator.start(options)) {
      wechat.faults().set(BY_CHANCE);
      var merchant = wechat.merchant();
      for (int i = 0; i < 10; i++) {
        wechat.platform().place(Sale.v3(merchant, "SALE-V3-" + i, receiver.v3()));
        wechat.platform().place(Sale.v2(merchant, SignType.MD5, "SALE-V2-" + i, receiver.v2()));
        var v3 = wechat.pay("SALE-V3-" + i);
        var v2 = wechat.pay("SALE-V2-" + i);
        wechat.settle();
        refund(wechat, Api.V3, v3, receiver.v3());
        refund(wechat, Api.V2, v2, receiver.v2());
        wechat.advance(Duration.ofSeconds(20));
      }
      wechat.advance(Duration.ofDays(2));
      wechat.settle();
      return wechat.messenger().messages().stream().flatMap(RepeatableTest::sent).toList();
    }
  }

  private static void refund(Simulator wechat, Api api, PlatformOrder order, String notifyUrl) {
    wechat.platform().refund(Sale.refund(api, order.key(), notifyUrl));
  }

  private static Stream<Sent> sent(Message message) {
    // Of those at one moment it is left to the network which is answered first.
    return message.attempts().stream()
        .sorted(Comparator.comparingInt(MessageAttempt::number))
        .map(attempt -> sent(message, attempt));
  }

  private static Sent sent(Message message, MessageAttempt attempt) {
    return new Sent(
        message.id(),
        attempt.at(),
        attempt.number(),
        String.valueOf(attempt.fault()),
        attempt.requestHeaders().stream().map(Object::toString).toList(),
        // Of bytes that are no UTF-8, ISO-8859-1 keeps every one.
        new String(attempt.requestBody(), StandardCharsets.ISO_8859_1));
  }
}
