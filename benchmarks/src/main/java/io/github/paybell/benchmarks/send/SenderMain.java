package io.github.paybell.benchmarks.send;

import io.github.paybell.simulator.load.LoadPlan;
import io.github.paybell.simulator.load.LoadRun;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.SampleFields;
import io.github.paybell.simulator.trigger.TriggerEvent;
import java.net.URI;
import java.time.Clock;

/**
 * Prepares once and sends in rounds. Arguments: {@code V2} or {@code V3}, address, count,
 * connections, rounds. A line for each round: per second, p50 and p99 in microseconds, accepted.
 */
public final class SenderMain {
  private SenderMain() {}

  public static void main(String[] args) {
    var assignment =
        new Assignment(
            TriggerEvent.PAYMENT_SUCCEEDED,
            Api.valueOf(args[0]),
            URI.create(args[1]),
            SampleFields.NONE,
            1,
            new Merchants(),
            Rules.DEFAULT);
    var plan = new LoadPlan(Integer.parseInt(args[2]), Integer.parseInt(args[3]), 0);
    long start = System.nanoTime();
    var run = LoadRun.prepare(assignment, plan, Clock.systemUTC(), signed -> {});
    System.out.println("prepared " + (System.nanoTime() - start) / 1_000 / plan.count());
    for (int round = 0; round < Integer.parseInt(args[4]); round++) {
      var result = run.send(sent -> {});
      System.out.println(
          "sent "
              + Math.round(result.perSecond())
              + " "
              + result.p50().toNanos() / 1_000
              + " "
              + result.p99().toNanos() / 1_000
              + " "
              + result.count(TakenAs.SUCCESS));
    }
  }
}
