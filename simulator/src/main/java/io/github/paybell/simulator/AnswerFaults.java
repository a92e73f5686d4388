package io.github.paybell.simulator;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.wire.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The faults of the platform's own answers: it is down, it is slow, it probes whether its answers
 * are verified. Thread-safe.
 */
final class AnswerFaults {
  private static final String SIGNATURE = "Wechatpay-Signature";

  private final StandingFaults standing;
  private final Dice dice;
  private final AtomicLong requests = new AtomicLong();

  AnswerFaults(StandingFaults standing, Dice dice) {
    this.standing = standing;
    this.dice = dice;
  }

  /** Starts anew with the numbering of requests, on which chance depends. */
  void clear() {
    requests.set(0);
  }

  /** The answer as it goes out, with what is wrong with it. */
  CompletionStage<Response> apply(Request request, Supplier<CompletionStage<Response>> answer) {
    long number = requests.incrementAndGet();
    List<Fault> faults =
        standing.draw(
            kind -> kind.on() == On.ANSWER,
            kind -> dice.fraction("weather", number, request.path(), kind));
    if (Fault.has(faults, FaultKind.PLATFORM_DOWN)) {
      return CompletableFuture.completedFuture(
          Response.html(502, "<html><head><title>502 Bad Gateway</title></head></html>\n")
              .noting("fault platform-down: the request was not looked at"));
    }
    CompletionStage<Response> signed = answer.get();
    if (Fault.has(faults, FaultKind.PROBE_ANSWERS)) {
      signed = signed.thenApply(it -> probing(it, number));
    }
    Fault.PlatformSlow slow = Fault.find(faults, Fault.PlatformSlow.class).orElse(null);
    return slow == null ? signed : signed.thenCompose(it -> later(it, slow));
  }

  /** Done but answered late: the worst kind of slow, because the caller cannot know. */
  private static CompletionStage<Response> later(Response answer, Fault.PlatformSlow slow) {
    return CompletableFuture.supplyAsync(
        () -> answer,
        CompletableFuture.delayedExecutor(slow.by().toMillis(), TimeUnit.MILLISECONDS));
  }

  private Response probing(Response answer, long number) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(answer.headers());
    headers.replaceAll(
        header ->
            header.getKey().equals(SIGNATURE)
                ? Map.entry(SIGNATURE, Probe.signature(dice, "probe", number))
                : header);
    return new Response(answer.status(), headers, answer.body(), answer.note());
  }
}
