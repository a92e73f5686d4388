package io.github.paybell.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  @DisplayName("SEEN: what happened, then key=value; a dash stands for none")
  void form() {
    assertThat(
            LogLine.of("notification")
                .with("out_trade_no", "ORDER-1|a@b*c_d")
                .with("took_ms", 3)
                .with("times", (String) null)
                .with("detail", "no platform key")
                .toString())
        .isEqualTo(
            "notification out_trade_no=ORDER-1|a@b*c_d took_ms=3 times=- detail=\"no platform"
                + " key\"");
  }

  @Test
  @DisplayName("SEEN: a value from outside cannot begin a line, a pair or a colour of its own")
  void hostile() {
    assertThat(LogLine.of("x").with("a", "1\nnotification outcome=\"applied\"").toString())
        .isEqualTo("x a=\"1?notification outcome='applied'\"");
    assertThat(LogLine.of("x").with("a", "\u001b[31mred\u202e\u2028\u0085\r\0").toString())
        .isEqualTo("x a=\"?[31mred?????\"");
    assertThat(LogLine.of("x").with("a", "").toString()).isEqualTo("x a=\"\"");
    assertThat(LogLine.of("x").with("a", "签名错误").toString()).isEqualTo("x a=\"签名错误\"");
  }

  @Test
  @DisplayName("BOUNDED: a value is cut at 256 characters")
  void longest() {
    assertThat(LogLine.of("x").with("a", "y".repeat(100_000)).toString())
        .isEqualTo("x a=" + "y".repeat(256) + "…");
  }

  @Property
  @Label("SEEN: whatever the value, it is one line that ends where the pair ends")
  void anyText(@ForAll String value) {
    var line = LogLine.of("x").with("a", value).with("b", 1).toString();
    assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(line.lines()).hasSize(1);
    assertThat(line).startsWith("x a=").endsWith(" b=1");
  }
}
