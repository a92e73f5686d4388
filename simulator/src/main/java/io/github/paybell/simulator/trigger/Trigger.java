package io.github.paybell.simulator.trigger;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import io.github.paybell.simulator.fault.FaultKind.Right;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.Messenger;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Schedule;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends one notification, with the extra requests that its faults bring, and judges the answers.
 * What would take minutes or days by the schedule follows at once.
 */
public final class Trigger {
  // Longer than any delay of a fault; nothing waits, the clock is moved.
  private static final Duration ALL_OF_IT = Duration.ofDays(40);
  private static final int GAP_SECONDS = 15;

  private Trigger() {}

  /**
   * Whether a fault makes sense without state: it acts on the message and something is sent.
   *
   * @param kind of the fault
   */
  public static boolean canUse(FaultKind kind) {
    return kind != FaultKind.LOST && kind.on() != On.ANSWER && kind.on() != On.ORDER;
  }

  /** The faults that {@link #canUse}. */
  public static List<String> faultNames() {
    return Arrays.stream(FaultKind.values())
        .filter(Trigger::canUse)
        .map(FaultKind::wireName)
        .toList();
  }

  /**
   * Sends it.
   *
   * @param faults what goes wrong
   * @param onAttempt told of each attempt when its answer is there
   * @return the message with all its attempts
   * @throws IllegalArgumentException if the fields of the assignment cannot be together
   */
  public static Message send(
      Assignment assignment, List<Fault> faults, Clock real, Consumer<MessageAttempt> onAttempt) {
    Sample sample = assignment.samples(real.instant()).make(0);
    return send(
        assignment.dice(),
        assignment.merchants(),
        assignment.rules(),
        messenger -> happen(messenger, sample),
        faults,
        real,
        onAttempt);
  }

  /**
   * Sends a message of another product.
   *
   * @param faults what goes wrong
   * @param onAttempt told of each attempt when its answer is there
   * @return the message with all its attempts
   */
  public static Message send(
      OtherAssignment assignment,
      List<Fault> faults,
      Clock real,
      Consumer<MessageAttempt> onAttempt) {
    return send(
        new Dice(assignment.seed()),
        assignment.merchants(),
        assignment.rules(),
        messenger ->
            messenger.other(
                assignment.product(),
                assignment.mchid(),
                assignment.to().toString(),
                assignment.members(),
                List.of()),
        faults,
        real,
        onAttempt);
  }

  private static Message send(
      Dice dice,
      Merchants merchants,
      Rules rules,
      Consumer<Messenger> happening,
      List<Fault> faults,
      Clock real,
      Consumer<MessageAttempt> onAttempt) {
    StandingFaults standing = new StandingFaults();
    standing.set(faults.stream().map(fault -> new StandingFault(fault, 1)).toList());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    try (SimClock clock = new SimClock(real, Speed.MANUAL)) {
      Platform platform =
          new Platform(
              clock,
              dice,
              merchants,
              shortest(rules, faults.stream().anyMatch(Trigger::spoilsFirst)));
      try (Messenger messenger = new Messenger(platform, standing, real, vertx)) {
        return send(messenger, clock, happening, onAttempt);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Its rules with the shortest schedule: one attempt, or two. */
  private static Rules shortest(Rules rules, boolean again) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    changes.put("schedule", Schedule.CUSTOM.name());
    changes.put("first-delay", 0);
    ArrayNode gaps = changes.putArray("custom-schedule");
    if (again) {
      gaps.add(GAP_SECONDS);
    }
    return RulesJson.apply(rules, changes);
  }

  private static Message send(
      Messenger messenger,
      SimClock clock,
      Consumer<Messenger> happening,
      Consumer<MessageAttempt> onAttempt) {
    int[] told = {0};
    messenger.listen(
        message -> {
          synchronized (told) {
            List<MessageAttempt> attempts = message.attempts();
            for (; told[0] < attempts.size(); told[0]++) {
              onAttempt.accept(attempts.get(told[0]));
            }
          }
        });
    happening.accept(messenger);
    clock.settle();
    clock.advance(ALL_OF_IT);
    clock.settle();
    return messenger.messages().get(0);
  }

  private static void happen(Messenger messenger, Sample sample) {
    PlatformRefund refund = sample.refund();
    if (refund == null) {
      messenger.paid(List.of(sample.order()), null, Paying.PLAIN);
    } else {
      messenger.refunded(sample.order(), refund);
    }
  }

  /** Whether the first genuine attempt is to be refused, so that only a second one can succeed. */
  private static boolean spoilsFirst(Fault fault) {
    return fault.kind().on() == On.FIRST_ATTEMPT
        || (fault.kind().on() == On.ATTEMPT && fault.kind().right() == Right.REFUSE);
  }

  /** Whether the receiver did what a sound one does with this attempt. */
  public static boolean isRight(MessageAttempt attempt) {
    return switch (attempt.right()) {
      case ACCEPT -> attempt.takenAs() == TakenAs.SUCCESS;
      case REFUSE -> attempt.takenAs() != TakenAs.SUCCESS;
      case EITHER, NONE -> true;
    };
  }

  /** Whether the receiver did right throughout, and has the notification in the end. */
  public static boolean isRight(Message message) {
    return message.state() == Message.State.DELIVERED
        && message.attempts().stream().allMatch(Trigger::isRight);
  }
}
