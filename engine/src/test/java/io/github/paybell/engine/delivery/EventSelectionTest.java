package io.github.paybell.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.ledger.EventType;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber is told of, by the patterns of the configuration. */
class EventSelectionTest {
  @Test
  @DisplayName("SILENT_SECRETS: without events, and by *, all but those of other products")
  void all() {
    for (var patterns : List.of(List.<String>of(), List.of("*"))) {
      var all = EventSelection.of(patterns);
      assertThat(all.types()).containsExactly(EventType.values());
      assertThat(all.wechat()).isEmpty();
      assertThat(all).hasToString("*");
    }
  }

  @Test
  @DisplayName("Other products: all by wechat.*, or each by its whole name; the wider one wins")
  void wechat() {
    assertThat(EventSelection.of(List.of("wechat.*")).names()).containsExactly("wechat.*");
    assertThat(EventSelection.of(List.of("wechat.COMPLAINT.CREATE", "refund.*")).names())
        .containsExactly(
            "refund.succeeded", "refund.abnormal", "refund.closed", "wechat.COMPLAINT.CREATE");
    var both = EventSelection.of(List.of("*", "wechat.COMPLAINT.CREATE", "wechat.*"));
    assertThat(both.wechat()).containsExactly("wechat.*");
    assertThat(both).hasToString("*,wechat.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat.COMPLAINT.*", "wechat.", "wechat.a b", "payments", "w*"})
  @DisplayName("A pattern that names no event is refused, saying how they are named")
  void refused(String pattern) {
    assertThatThrownBy(() -> EventSelection.of(List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + pattern + "'")
        .hasMessageContaining("wechat.*");
  }
}
