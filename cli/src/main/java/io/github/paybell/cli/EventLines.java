package io.github.paybell.cli;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Events;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens in a simulator, a line each: orders as they change, attempts as they are answered.
 */
final class EventLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int KEPT = 1_000;

  private final Console console;

  /** How many attempts of a message have been shown. */
  private final Map<String, Integer> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > KEPT;
        }
      };

  private EventLines(Console console) {
    this.console = console;
  }

  /** Begins to show them. */
  static void show(Simulator simulator, Console console) {
    EventLines lines = new EventLines(console);
    Platform platform = simulator.platform();
    platform.listen(
        new Events() {
          @Override
          public void changed(PlatformOrder order) {
            lines.order(platform.clock().now(), order);
          }
        });
    simulator.messenger().listen(lines::message);
  }

  private void order(Instant now, PlatformOrder order) {
    console.print(
        console.styled(
            "%s  %s/%s  @|bold %s|@  %s %s"
                .formatted(
                    time(now),
                    order.key().mchid(),
                    order.key().outTradeNo(),
                    order.tradeState(),
                    BigDecimal.valueOf(order.terms().total(), 2).toPlainString(),
                    order.terms().currency())));
  }

  private synchronized void message(Message message) {
    int from = shown.getOrDefault(message.id(), 0);
    for (MessageAttempt attempt : message.attempts().subList(from, message.attempts().size())) {
      console.print(
          console.styled(
              "%s  %s/%s  %s #%d%s  %s  %s%s"
                  .formatted(
                      time(attempt.at()),
                      message.mchid(),
                      message.outTradeNo(),
                      message.eventType(),
                      attempt.number(),
                      attempt.fault() == null ? "" : " " + attempt.fault().wireName(),
                      TriggerLines.styled(attempt.takenAs()),
                      attempt.why(),
                      attempt.isHole() ? "  @|bold,red ⚠|@" : "")));
    }
    shown.put(message.id(), message.attempts().size());
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atOffset(PlatformTime.OFFSET));
  }
}
