package io.github.paybell.coffee.demo;

import io.github.paybell.spring.OrderInfo;
import io.github.paybell.spring.Paybell;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What was said about an order, and what Paybell made of it. */
@Component
@ConditionalOnProperty("coffee.demo")
class Story {
  private final SimulatedWechat wechat;
  private final Paybell paybell;

  Story(SimulatedWechat wechat, Paybell paybell) {
    this.wechat = wechat;
    this.paybell = paybell;
  }

  /**
   * One line of it.
   *
   * @param by {@code wechat} or {@code paybell}
   * @param what an event type, of WeChat Pay or of Paybell
   * @param fault what was wrong with the message; null: nothing
   * @param taken how the answer was taken: {@code SUCCESS}, {@code FAIL}, {@code TIMEOUT}, or
   *     {@code LOST}; null of Paybell's lines
   * @param asked Paybell was not told, it asked
   */
  record Line(
      Instant at,
      String by,
      String outTradeNo,
      String what,
      @Nullable String fault,
      @Nullable String taken,
      boolean asked) {}

  /** Everything about one attempt to pay, oldest first. */
  List<Line> of(String outTradeNo) {
    List<Line> lines = new ArrayList<>();
    wechat.messages(outTradeNo).forEach(message -> told(message, outTradeNo, lines));
    paybell
        .order(outTradeNo)
        .ifPresent(order -> order.timeline().forEach(entry -> became(entry, outTradeNo, lines)));
    lines.sort(Comparator.comparing(Line::at));
    return lines;
  }

  private static void told(JsonNode message, String outTradeNo, List<Line> lines) {
    String what = message.path("event_type").asString("");
    for (JsonNode attempt : message.path("attempts")) {
      lines.add(
          new Line(
              time(attempt.path("at")),
              "wechat",
              outTradeNo,
              what,
              attempt.path("fault").stringValueOpt().orElse(null),
              attempt.path("taken_as").asString(""),
              false));
    }
    if (message.path("attempts").isEmpty()
        && message.path("faults").valueStream().anyMatch(it -> it.asString("").equals("lost"))) {
      lines.add(
          new Line(
              time(message.path("create_time")),
              "wechat",
              outTradeNo,
              what,
              "lost",
              "LOST",
              false));
    }
  }

  private static void became(OrderInfo.Entry entry, String outTradeNo, List<Line> lines) {
    if (entry.version() == null) {
      return;
    }
    boolean asked =
        entry.what().startsWith("payment.")
            && lines.stream().noneMatch(line -> "SUCCESS".equals(line.taken()));
    lines.add(new Line(entry.at(), "paybell", outTradeNo, entry.what(), null, null, asked));
  }

  private static Instant time(JsonNode text) {
    return OffsetDateTime.parse(text.asString()).toInstant();
  }
}
