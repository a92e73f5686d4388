package io.github.paybell.cli;

import io.github.paybell.simulator.load.LoadResult;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.trigger.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** What {@code paybell trigger} shows. */
final class TriggerLines {
  private static final int MOST_OF_A_BODY = 4_000;

  private final Console console;
  private final boolean full;

  /**
   * Lines for a person.
   *
   * @param full whether requests and answers are shown whole
   */
  TriggerLines(Console console, boolean full) {
    this.console = console;
    this.full = full;
  }

  /** A verdict with its colour. */
  static String styled(TakenAs takenAs) {
    return switch (takenAs) {
      case SUCCESS -> "@|green SUCCESS|@";
      case FAIL -> "@|yellow FAIL|@";
      case TIMEOUT -> "@|red TIMEOUT|@";
    };
  }

  void attempt(String to, MessageAttempt attempt) {
    String name = attempt.fault() == null ? "" : "  " + attempt.fault().wireName();
    console.print(
        console.styled(
            "@|bold %d  POST %s|@%s  (%s)"
                .formatted(
                    attempt.number(),
                    to,
                    name,
                    console.text("trigger.bytes", attempt.requestBody().length))));
    if (full) {
      request(attempt);
    }
    console.print(
        console.styled(
            "   %s  %s  (%s)"
                .formatted(styled(attempt.takenAs()), attempt.why(), millis(attempt.took()))));
    if (full && attempt.body().length > 0) {
      body(attempt.body());
    }
    console.print(console.styled("   " + verdict(attempt)));
  }

  private void request(MessageAttempt attempt) {
    attempt
        .requestHeaders()
        .forEach(header -> console.print("   > " + header.getKey() + ": " + header.getValue()));
    body(attempt.requestBody());
  }

  private void body(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String shown =
        text.length() <= MOST_OF_A_BODY
            ? text
            : text.substring(0, MOST_OF_A_BODY) + " … " + body.length + " bytes";
    shown.lines().forEach(line -> console.print("   | " + line));
  }

  private String verdict(MessageAttempt attempt) {
    return Trigger.isRight(attempt)
        ? "@|green ✓|@ " + console.text(praise(attempt))
        : "@|bold,red ✗|@ "
            + console.text(attempt.isHole() ? "trigger.hole" : "trigger.not-accepted");
  }

  private static String praise(MessageAttempt attempt) {
    return switch (attempt.right()) {
      case ACCEPT -> "trigger.accepted";
      case REFUSE -> attempt.takenAs() == TakenAs.TIMEOUT ? "trigger.silent" : "trigger.refused";
      case EITHER, NONE -> "trigger.either";
    };
  }

  void end(Message message) {
    message.notes().forEach(console::print);
    long right = message.attempts().stream().filter(Trigger::isRight).count();
    boolean good = Trigger.isRight(message);
    console.say(good ? "trigger.right" : "trigger.wrong", right, message.attempts().size());
  }

  void load(LoadResult result) {
    console.say("trigger.load", result.sent(), seconds(result.took()), result.perSecond());
    console.print(
        console.styled(
            String.join(
                "  ",
                Stream.of(TakenAs.values())
                    .map(kind -> styled(kind) + " " + result.count(kind))
                    .toList())));
    result.problems().forEach((problem, count) -> console.print("  " + count + " × " + problem));
    console.print(
        "p50 %s  p99 %s  max %s"
            .formatted(millis(result.p50()), millis(result.p99()), millis(result.max())));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return (millis < 10 ? "%.1f ms" : "%.0f ms").formatted(millis);
  }
}
