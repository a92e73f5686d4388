package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.Letters;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.TriggerEvent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Sends many notifications of payments, each about another order.
 *
 * <pre>{@code
 * var run = LoadRun.prepare(assignment, new LoadPlan(10_000, 64, 0), Clock.systemUTC(), done -> {});
 * LoadResult result = run.send(ended -> {});
 * }</pre>
 */
public final class LoadRun {
  private final Assignment assignment;
  private final LoadPlan plan;
  private final Letters letters;
  private final byte[][] requests;

  private LoadRun(Assignment assignment, LoadPlan plan, Letters letters, byte[][] requests) {
    this.assignment = assignment;
    this.plan = plan;
    this.letters = letters;
    this.requests = requests;
  }

  /**
   * Writes and signs everything.
   *
   * @param assignment about payments; its fields may name neither {@code out_trade_no} nor {@code
   *     transaction_id}, in which the notifications differ
   * @param onSigned told how many are ready, from several threads
   * @throws IllegalArgumentException if the assignment is about something else
   */
  public static LoadRun prepare(
      Assignment assignment, LoadPlan plan, Clock real, IntConsumer onSigned) {
    if (assignment.event() != TriggerEvent.PAYMENT_SUCCEEDED) {
      throw new IllegalArgumentException("many at a time are about payment.succeeded only");
    }
    if (assignment.fields().chooses("out_trade_no")
        || assignment.fields().chooses("transaction_id")) {
      throw new IllegalArgumentException(
          "of many notifications each has an out_trade_no and a transaction_id of its own");
    }
    Letters letters = new Letters(assignment.dice(), assignment.merchants(), assignment.rules());
    return new LoadRun(
        assignment,
        plan,
        letters,
        PreparedRequests.write(assignment, letters, plan.count(), real, onSigned));
  }

  /**
   * Sends everything and waits for the last answer.
   *
   * @param onEnded told how many requests are over, about ten times a second, from another thread
   */
  public LoadResult send(IntConsumer onEnded) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    try {
      CompletableFuture<LoadResult> result = new CompletableFuture<>();
      vertx.runOnContext(
          start ->
              new LoadSender(
                      vertx,
                      assignment.to(),
                      plan,
                      requests,
                      assignment.rules(),
                      (status, body) -> letters.takenAs(api(), status, body),
                      onEnded,
                      result)
                  .begin());
      return result.join();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private Api api() {
    return assignment.api();
  }
}
