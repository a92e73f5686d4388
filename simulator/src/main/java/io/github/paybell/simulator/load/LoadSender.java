package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Rules;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Requests on their way over a set of connections. Everything happens on one event loop, so nothing
 * is locked.
 */
final class LoadSender implements LoadConnection.Owner {
  private static final long TICK_MILLIS = 1;
  private static final long WATCH_MILLIS = 100;
  private static final double SECOND = 1e9;

  private final Vertx vertx;
  private final LoadPlan plan;
  private final byte[][] requests;
  private final AnswerJudge judge;
  private final IntConsumer onEnded;
  private final CompletableFuture<LoadResult> result;
  private final NetClient client;
  private final String host;
  private final int port;
  private final long timeoutNanos;
  private final Tally tally;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private long began;
  private int next;

  LoadSender(
      Vertx vertx,
      URI to,
      LoadPlan plan,
      byte[][] requests,
      Rules rules,
      AnswerJudge judge,
      IntConsumer onEnded,
      CompletableFuture<LoadResult> result) {
    this.vertx = vertx;
    this.plan = plan;
    this.requests = requests;
    this.judge = judge;
    this.onEnded = onEnded;
    this.result = result;
    boolean https = "https".equals(to.getScheme());
    this.host = to.getHost();
    this.port = to.getPort() >= 0 ? to.getPort() : https ? 443 : 80;
    this.timeoutNanos = rules.timeout().toNanos();
    this.tally = new Tally(requests.length);
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setSsl(https)
                .setTrustAll(!rules.verifyTls())
                .setHostnameVerificationAlgorithm(rules.verifyTls() ? "HTTPS" : "")
                .setTcpNoDelay(true)
                .setConnectTimeout((int) rules.timeout().toMillis()));
  }

  void begin() {
    began = System.nanoTime();
    for (int i = 0; i < Math.min(plan.connections(), requests.length); i++) {
      LoadConnection connection = new LoadConnection(this, client, host, port);
      connections.add(connection);
      idle.add(connection);
    }
    vertx.setPeriodic(WATCH_MILLIS, timer -> watch());
    if (plan.rate() > 0) {
      vertx.setPeriodic(TICK_MILLIS, timer -> dispatch());
    }
    dispatch();
  }

  /** Gives idle connections what is due. */
  private void dispatch() {
    while (!idle.isEmpty() && next < requests.length && due(next) <= System.nanoTime()) {
      int number = next++;
      // With a rate the wait for a free connection is part of the latency.
      long from = plan.rate() > 0 ? due(number) : System.nanoTime();
      idle.poll().send(Buffer.buffer(requests[number]), from);
    }
  }

  private long due(int number) {
    return plan.rate() == 0 ? began : began + (long) (number * SECOND / plan.rate());
  }

  private void watch() {
    long now = System.nanoTime();
    onEnded.accept(tally.ended());
    for (LoadConnection connection : connections) {
      connection.giveUpIfSentBefore(now - timeoutNanos);
    }
  }

  @Override
  public void answered(LoadConnection connection, AnswerReader.Answer answer, long from) {
    TakenAs kind = judge.judge(answer.status(), answer.body());
    tally.answered(kind, System.nanoTime() - from);
    free(connection);
  }

  @Override
  public void failed(LoadConnection connection, String problem) {
    tally.failed(problem);
    free(connection);
  }

  private void free(LoadConnection connection) {
    idle.add(connection);
    if (tally.ended() == requests.length) {
      if (!result.isDone()) {
        onEnded.accept(tally.ended());
        result.complete(tally.result(Duration.ofNanos(System.nanoTime() - began)));
      }
    } else if (plan.rate() == 0) {
      // Not from within the handler of an answer: a receiver that fails at once would recurse.
      vertx.runOnContext(then -> dispatch());
    } else {
      dispatch();
    }
  }
}
