package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.ByteBudget;
import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.RefusedRequest.Reason;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.server.notify.Connections.Connection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to {@code /notify/{token}}: its body is gathered within bounds, handed to the inbox,
 * and answered exactly once. Lives on one event loop; only the inbox's answer comes from elsewhere.
 */
final class NotifyExchange {
  private static final Logger log = LoggerFactory.getLogger(NotifyExchange.class);

  private enum State {
    READING,
    WAITING,
    DONE
  }

  private final HttpServerRequest request;
  private final String token;
  private final String address;
  private final MaxBody maxBody;
  private final Context context;
  private final Receiver inbox;
  private final ByteBudget bodies;
  private final Connection connection;
  private final Runnable done;

  private State state = State.READING;
  private @Nullable Buffer body;
  private long held;
  private final long began;
  private long lastBytes;

  NotifyExchange(
      HttpServerRequest request,
      String token,
      String address,
      MaxBody maxBody,
      Context context,
      Receiver inbox,
      ByteBudget bodies,
      Connection connection,
      Consumer<NotifyExchange> done,
      long now) {
    this.request = request;
    this.token = token;
    this.address = address;
    this.maxBody = maxBody;
    this.context = context;
    this.inbox = inbox;
    this.bodies = bodies;
    this.connection = connection;
    this.done = () -> done.accept(this);
    this.began = now;
    this.lastBytes = now;
  }

  void begin() {
    long declared = Refusal.declaredLength(request);
    if (declared > maxBody.bytes()) {
      tooLarge(declared);
      return;
    }
    request.handler(this::take);
    request.endHandler(end -> handIn());
    request.exceptionHandler(gone -> finish());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
  }

  private void take(Buffer bytes) {
    if (state != State.READING) {
      return;
    }
    lastBytes = System.nanoTime();
    long all = held + bytes.length();
    if (all > maxBody.bytes()) {
      tooLarge(all);
    } else if (!bodies.take(bytes.length())) {
      refuse(503);
    } else {
      held = all;
      body = body == null ? bytes : body.appendBuffer(bytes);
    }
  }

  private void tooLarge(long bytes) {
    note(Reason.TOO_LARGE, bytes, "over max-body, which is " + maxBody.bytes() + " bytes");
  }

  /** Refuses, and says so. */
  private void note(Reason reason, long bytes, String detail) {
    refuse(reason.status());
    var path = request.path();
    inbox.refused(
        new RefusedRequest(reason, token, path == null ? "" : path, address, bytes, detail));
  }

  private void handIn() {
    if (state != State.READING) {
      return;
    }
    state = State.WAITING;
    connection.waitsForUs();
    var bytes = body == null ? new byte[0] : body.getBytes();
    body = null;
    try {
      inbox.receive(
          new NotifyRequest(token, request.headers()::get, bytes, address),
          reply -> context.runOnContext(onLoop -> answer(reply)));
    } catch (RuntimeException e) {
      log.error("the inbox failed on a notification", e);
      refuse(503);
    }
  }

  private void answer(Reply reply) {
    if (state != State.WAITING) {
      return;
    }
    var response = request.response().setStatusCode(reply.status());
    if (reply.contentType() != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
    }
    connection.rests(System.nanoTime());
    // Ending a response whose connection is gone fails, and there is no client left to tell.
    response.end(Buffer.buffer(reply.body()));
    finish();
  }

  private void refuse(int status) {
    if (state != State.DONE) {
      Refusal.send(request, connection, status);
      finish();
    }
  }

  private void finish() {
    if (state != State.DONE) {
      state = State.DONE;
      body = null;
      bodies.give(held);
      held = 0;
      done.run();
    }
  }

  /** Called now and then, so that neither a slow sender nor a silent inbox holds it for ever. */
  void sweep(long now, Limits limits) {
    if (state == State.READING
        && (now - lastBytes > limits.bodyPause().toNanos()
            || now - began > limits.body().toNanos())) {
      note(Reason.STOOD_STILL, held, "the body stood still or took too long");
    } else if (state == State.WAITING && now - lastBytes > limits.answer().toNanos()) {
      log.error("the inbox has not answered a notification in {}", limits.answer());
      refuse(503);
    }
  }
}
