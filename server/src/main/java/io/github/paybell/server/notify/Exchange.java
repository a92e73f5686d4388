package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.Delivery;
import io.github.paybell.engine.inbox.Inbox;
import io.github.paybell.engine.inbox.Reply;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to {@code /notify/{token}}: its body is gathered within bounds, handed to the inbox,
 * and answered exactly once. Lives on one event loop; only the inbox's answer comes from elsewhere.
 */
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private enum State {
    READING,
    WAITING,
    DONE
  }

  private final HttpServerRequest request;
  private final String token;
  private final String address;
  private final Context context;
  private final BiConsumer<Delivery, Consumer<Reply>> inbox;
  private final Runnable done;

  private State state = State.READING;
  private @Nullable Buffer body;
  private final long began;
  private long lastBytes;

  Exchange(
      HttpServerRequest request,
      String token,
      String address,
      Context context,
      BiConsumer<Delivery, Consumer<Reply>> inbox,
      Consumer<Exchange> done,
      long now) {
    this.request = request;
    this.token = token;
    this.address = address;
    this.context = context;
    this.inbox = inbox;
    this.done = () -> done.accept(this);
    this.began = now;
    this.lastBytes = now;
  }

  void begin() {
    if (declaredLength() > Inbox.MAX_BODY_BYTES) {
      refuse(413);
      return;
    }
    request.handler(this::take);
    request.endHandler(end -> handIn());
    request.exceptionHandler(gone -> finish());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
  }

  // What is no number never gets here: the decoder refuses it.
  private long declaredLength() {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length);
  }

  private void take(Buffer bytes) {
    if (state != State.READING) {
      return;
    }
    lastBytes = System.nanoTime();
    var before = body;
    if ((before == null ? 0 : before.length()) + bytes.length() > Inbox.MAX_BODY_BYTES) {
      refuse(413);
    } else {
      body = before == null ? bytes : before.appendBuffer(bytes);
    }
  }

  private void handIn() {
    if (state != State.READING) {
      return;
    }
    state = State.WAITING;
    var bytes = body == null ? new byte[0] : body.getBytes();
    body = null;
    try {
      inbox.accept(
          new Delivery(token, request.headers()::get, bytes, address),
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
    // Ending a response whose connection is gone fails, and nobody is left to tell.
    response.end(Buffer.buffer(reply.body()));
    finish();
  }

  private void refuse(int status) {
    if (state != State.DONE) {
      Refusal.send(request, status);
      finish();
    }
  }

  private void finish() {
    if (state != State.DONE) {
      state = State.DONE;
      body = null;
      done.run();
    }
  }

  /** Called now and then, so that neither a slow sender nor a silent inbox holds it for ever. */
  void sweep(long now, Limits limits) {
    if (state == State.READING
        && (now - lastBytes > limits.bodyPause().toNanos()
            || now - began > limits.body().toNanos())) {
      refuse(408);
    } else if (state == State.WAITING && now - lastBytes > limits.answer().toNanos()) {
      log.error("the inbox has not answered a notification in {}", limits.answer());
      refuse(503);
    }
  }
}
