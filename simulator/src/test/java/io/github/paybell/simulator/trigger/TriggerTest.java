package io.github.paybell.simulator.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.protocol.v2.V2Result;
import io.github.paybell.protocol.v3.V3Result;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One notification without any state, and what is thought of the receiver. */
class TriggerTest {
  private static Message send(
      TriggerEvent event, Api api, URI to, Map<String, String> fields, String... faults) {
    return Trigger.send(
        new Assignment(event, api, to, SampleFields.of(fields), 1, new Merchants(), Rules.DEFAULT),
        Stream.of(faults).map(Fault::named).toList(),
        Clock.systemUTC(),
        attempt -> {});
  }

  private static Message send(TriggerEvent event, Api api, Receiver receiver, String... faults) {
    return send(event, api, address(receiver, api), Map.of(), faults);
  }

  private static URI address(Receiver receiver, Api api) {
    return receiver.address(api == Api.V2 ? "/v2" : "/v3");
  }

  private static Stream<org.junit.jupiter.params.provider.Arguments> everything() {
    return Stream.of(TriggerEvent.values())
        .filter(event -> event != TriggerEvent.OTHER)
        .flatMap(
            event ->
                Stream.of(Api.values())
                    .map(api -> org.junit.jupiter.params.provider.Arguments.of(event, api)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  @DisplayName("A sound receiver accepts every event of both interfaces: one attempt, right")
  void everyEvent(TriggerEvent event, Api api) throws IOException {
    try (var receiver = new Receiver(Receiver.Nature.SOUND)) {
      var message = send(event, api, receiver);

      assertThat(message.attempts()).hasSize(1);
      assertThat(Trigger.isRight(message)).isTrue();
      assertThat(receiver.accepted()).hasSize(1);
    }
  }

  private static Stream<String> faults() {
    return Trigger.faultNames().stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  @DisplayName("A sound receiver is right about every fault, in both interfaces")
  void everyFault(String fault) throws IOException {
    try (var receiver = new Receiver(Receiver.Nature.SOUND)) {
      for (var api : Api.values()) {
        var message = send(TriggerEvent.PAYMENT_SUCCEEDED, api, receiver, fault);

        assertThat(message.attempts())
            .as("%s %s: %s", api, message.notes(), wrong(message))
            .isNotEmpty()
            .allMatch(Trigger::isRight);
        assertThat(Trigger.isRight(message)).as("%s: %s", api, message.attempts()).isTrue();
      }
    }
  }

  private static List<String> wrong(Message message) {
    return message.attempts().stream()
        .filter(it -> !Trigger.isRight(it))
        .map(it -> it.number() + " " + it.fault() + " " + it.takenAs() + " " + it.why())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned", "wrong-key", "tampered-amount", "stale", "wrong-serial"})
  @DisplayName("A receiver that says thank you to a forgery is wrong, and the attempt is a hole")
  void credulous(String fault) throws IOException {
    try (var receiver = new Receiver(Receiver.Nature.CREDULOUS)) {
      var message = send(TriggerEvent.PAYMENT_SUCCEEDED, Api.V3, receiver, fault);

      assertThat(Trigger.isRight(message)).isFalse();
      assertThat(message.attempts()).filteredOn(MessageAttempt::isHole).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  @DisplayName("A receiver that refuses what is right is wrong; there is no retry")
  void grumpy(Api api) throws IOException {
    try (var receiver = new Receiver(Receiver.Nature.GRUMPY)) {
      var message = send(TriggerEvent.PAYMENT_SUCCEEDED, api, receiver);

      assertThat(Trigger.isRight(message)).isFalse();
      assertThat(message.attempts()).hasSize(1);
    }
  }

  @Test
  @DisplayName("Nobody there is a time-out, and not right")
  void nobody() {
    var message =
        send(
            TriggerEvent.PAYMENT_SUCCEEDED,
            Api.V3,
            URI.create("http://127.0.0.1:1/notify"),
            Map.of());

    assertThat(message.attempts())
        .singleElement()
        .satisfies(it -> assertThat(it.takenAs()).isEqualTo(TakenAs.TIMEOUT));
    assertThat(Trigger.isRight(message)).isFalse();
  }

  @Test
  @DisplayName("Fields that are set arrive, in v3 and in v2")
  void fields() throws IOException {
    var fields =
        Map.of(
            "out_trade_no", "ORDER0001",
            "transaction_id", "4200000001202601010000000001",
            "amount.total", "100",
            "amount.payer_total", "90",
            "attach", "store=1&x",
            "payer.openid", "oABC",
            "success_time", "2026-01-01T08:00:00+08:00");
    try (var receiver = new Receiver(Receiver.Nature.SOUND)) {
      send(TriggerEvent.PAYMENT_SUCCEEDED, Api.V3, receiver.address("/v3"), fields);
      send(TriggerEvent.PAYMENT_SUCCEEDED, Api.V2, receiver.address("/v2"), fields);

      var v3 = ((V3Result.Payment) receiver.accepted().get(0)).transaction();
      assertThat(v3.outTradeNo()).isEqualTo("ORDER0001");
      assertThat(v3.transactionId()).isEqualTo("4200000001202601010000000001");
      assertThat(v3.attach()).isEqualTo("store=1&x");
      assertThat(v3.successTime()).isEqualTo("2026-01-01T08:00:00+08:00");
      assertThat(v3.toString()).doesNotContain("null transaction");
      var v2 = ((V2Result.Payment) receiver.accepted().get(1)).payment();
      assertThat(v2.outTradeNo()).isEqualTo("ORDER0001");
      assertThat(v2.totalFee()).isEqualTo(100);
      assertThat(v2.cashFee()).isEqualTo(90);
    }
  }

  @Test
  @DisplayName("A field that does not exist is refused with the list of those that do")
  void unknownField() {
    assertThatThrownBy(() -> SampleFields.of(Map.of("amount.totl", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no field \"amount.totl\"; there are ")
        .hasMessageContaining("amount.total, amount.payer_total");
    assertThatThrownBy(() -> SampleFields.of(Map.of("amount.total", "8.80")))
        .hasMessage("amount.total is a whole number of fen, at least 1, was \"8.80\"");
  }

  @Test
  @DisplayName("A merchant that nobody knows has the usual keys under its own number")
  void otherMerchant() throws IOException {
    try (var receiver = new Receiver(Receiver.Nature.SOUND)) {
      send(
          TriggerEvent.PAYMENT_SUCCEEDED,
          Api.V3,
          receiver.address("/v3"),
          Map.of("mchid", "1900000777"));

      var transaction = ((V3Result.Payment) receiver.accepted().get(0)).transaction();
      assertThat(transaction.mchid()).isEqualTo("1900000777");
    }
  }

  @Test
  @DisplayName("The same seed sends the same order")
  void repeats() throws IOException {
    List<String> numbers = new ArrayList<>();
    try (var receiver = new Receiver(Receiver.Nature.SOUND)) {
      for (int i = 0; i < 2; i++) {
        numbers.add(send(TriggerEvent.PAYMENT_SUCCEEDED, Api.V3, receiver).outTradeNo());
      }
    }
    assertThat(numbers.get(0)).isEqualTo(numbers.get(1));
  }
}
