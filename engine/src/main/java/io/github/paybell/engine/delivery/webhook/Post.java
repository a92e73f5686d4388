package io.github.paybell.engine.delivery.webhook;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import io.github.paybell.engine.ledger.Event;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Makes one attempt on the caller's thread. Thread-safe. */
final class Post {
  private static final long MOST_ANSWER = 4 * 1024;

  // For people to look at.
  private static final long MOST_KEPT = 1024;

  private final OkHttpClient client;
  private final Request template;
  private final Signer signer;
  private final Clock clock;
  private final Duration timeout;
  private final Answers answers;
  private final Failures failures;

  Post(OkHttpClient client, WebhookOptions options, Clock clock) {
    this.client = client;
    this.clock = clock;
    timeout = options.timeout();
    template =
        new Request.Builder()
            .url(options.http())
            .header("User-Agent", "Paybell")
            .header(
                "Accept-Encoding", "identity") // its beginning is kept as it is: nothing to unpack
            .build();
    signer = new Signer(options.secrets());
    answers = new Answers(clock);
    failures = new Failures(options.http(), timeout);
  }

  /** Says what it heard, and returns what became of it. */
  DeliveryResult tell(Attempt attempt) {
    long end = System.nanoTime() + timeout.toNanos();
    var request = request(attempt.event());
    var trace = new Trace();
    try {
      return send(attempt, request, trace, end);
    } catch (InterruptedIOException e) {
      return failed(e, trace);
    } catch (IOException e) {
      return trace.stale() ? again(attempt, request, end) : failed(e, trace);
    }
  }

  /**
   * A connection that had served before broke without an answer: most likely the receiver had
   * closed it while it idled and never saw the request. That is not the receiver's failure, so it
   * is asked once more, over a new connection. If it did see it, it gets the same id twice, which
   * it is told to expect.
   */
  private DeliveryResult again(Attempt attempt, Request request, long end) {
    client.connectionPool().evictAll(); // those that idle beside it have likely been closed too
    var trace = new Trace();
    try {
      return send(attempt, request, trace, end);
    } catch (IOException e) {
      return failed(e, trace);
    }
  }

  /** A status counts though OkHttp objects to what came with it, like a 204 that has a body. */
  private DeliveryResult failed(IOException e, Trace trace) {
    var answer = trace.answer();
    return answer == null
        ? new DeliveryResult.Failed(null, failures.reason(e), null)
        : answers.told(answer);
  }

  private DeliveryResult send(Attempt attempt, Request request, Trace trace, long end)
      throws IOException {
    var call = client.newCall(request.newBuilder().tag(Trace.class, trace).build());
    call.timeout().timeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    try (var answer = answer(call)) {
      trace.read(beginning(call, answer));
      return answers.told(answer);
    } finally {
      attempt.heard(trace.address(), trace.beginning());
    }
  }

  private static Response answer(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IllegalStateException e) {
      // OkHttp takes one "100 Continue"; a second one is beyond its states.
      call.cancel();
      throw new ProtocolException("more than one interim answer");
    }
  }

  /** Reads a short answer to its end, so that the connection serves again, and cuts a long one. */
  private static byte[] beginning(Call call, Response answer) {
    var source = answer.body().source();
    try {
      if (source.request(MOST_ANSWER + 1)) {
        call.cancel();
      }
    } catch (IOException e) {
      call.cancel(); // the status said it all already
    }
    var read = source.getBuffer();
    return read.snapshot((int) Math.min(MOST_KEPT, read.size())).toByteArray();
  }

  private Request request(Event event) {
    var id = event.id().toString();
    long timestamp = clock.instant().getEpochSecond();
    var body = CloudEvents.json(event);
    return template
        .newBuilder()
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", signer.sign(id, timestamp, body))
        .post(new EventBody(body))
        .build();
  }
}
