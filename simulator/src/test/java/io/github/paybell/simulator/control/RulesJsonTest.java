package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Schedule;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Rules as JSON")
class RulesJsonTest {
  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  @DisplayName("What is written is read back as the same rules, each of them")
  void roundTrip() {
    Rules changed =
        RulesJson.apply(
            Rules.DEFAULT,
            json(
                """
                {"query-lag":1.5,"order-life":"7d","refund-delay":"500ms","close-after":"5m",
                 "refund-outcome":"ABNORMAL","expired-state":"NOTPAY","client-certificate":true,
                 "bill-ready-at":"09:30","attach-limit":127,"close-paid-code":"ORDER_PAID",
                 "schedule":"CUSTOM","custom-schedule":["15s",30,"1h"],"user-agent":"curl"}
                """));

    assertThat(changed.queryLag()).isEqualTo(Duration.ofMillis(1500));
    assertThat(changed.orderLife()).isEqualTo(Duration.ofDays(7));
    assertThat(changed.expiredState()).isEqualTo(PlatformTradeState.NOTPAY);
    assertThat(changed.billReadyAt()).isEqualTo(LocalTime.of(9, 30));
    assertThat(changed.schedule()).isEqualTo(Schedule.CUSTOM);
    assertThat(changed.gaps())
        .containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(1));
    assertThat(RulesJson.apply(Rules.DEFAULT, RulesJson.of(changed))).isEqualTo(changed);
    assertThat(RulesJson.apply(changed, RulesJson.of(Rules.DEFAULT))).isEqualTo(Rules.DEFAULT);
    assertThat(RulesJson.apply(changed, json("{}"))).isEqualTo(changed);
  }

  @Test
  @DisplayName("Names are the components in kebab-case")
  void names() {
    assertThat(RulesJson.names())
        .contains("query-lag", "v2-status-matters", "notify-url-rules", "timeout")
        .hasSize(Rules.class.getRecordComponents().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"querylag\":1}                | no rule \"querylag\"; the nearest is \"query-lag\"",
        "{\"query-lag\":-1}              | query-lag is a time",
        "{\"query-lag\":\"2 weeks\"}     | query-lag is a time",
        "{\"query-lag\":null}            | query-lag is a time",
        "{\"timeout\":0}                 | timeout must be longer than 0",
        "{\"oauth\":\"yes\"}             | oauth is true or false",
        "{\"attach-limit\":0}            | attach-limit is a whole number above 0",
        "{\"close-paid-status\":20}      | close-paid-status is an HTTP status",
        "{\"schedule\":\"SHORT\"}        | schedule is one of CLASSIC, LONG, CUSTOM",
        "{\"refund-outcome\":\"PROCESSING\"} | refund-outcome is an end",
        "{\"bill-ready-at\":600}         | bill-ready-at is a time of day in quotation marks",
        "{\"bill-ready-at\":\"ten\"}     | bill-ready-at is a time of day",
        "{\"custom-schedule\":\"15s\"}   | custom-schedule is a list",
        "{\"user-agent\":\"\"}           | user-agent is a text",
      })
  @DisplayName("What cannot be is refused with the name of the rule")
  void refused(String changes, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RulesJson.apply(Rules.DEFAULT, json(changes)))
        .withMessageContaining(sentence);
  }
}
