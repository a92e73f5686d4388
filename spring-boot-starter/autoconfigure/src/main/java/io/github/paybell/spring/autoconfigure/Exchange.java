package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notification that waits for the inbox's answer, without a thread where the container can.
 * Answered exactly once.
 */
final class Exchange implements AsyncListener {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** Above the inbox's own deadline of 2 s: only a defect gets so far. */
  private static final long LONGEST_MILLIS = 4_000;

  /** A body may take 5 s before that. */
  private static final long LONGEST_WITH_BODY_MILLIS = 5_000 + LONGEST_MILLIS;

  private static final Reply NO_ANSWER = new Reply(503, null, new byte[0]);

  private final HttpServletResponse response;
  private final @Nullable AsyncContext async;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  private Exchange(HttpServletResponse response, @Nullable AsyncContext async) {
    this.response = response;
    this.async = async;
  }

  static Exchange begin(HttpServletRequest request, HttpServletResponse response) {
    // A filter before ours that cannot wait without a thread makes us wait with one.
    if (!request.isAsyncSupported()) {
      return new Exchange(response, null);
    }
    var async = request.startAsync(request, response);
    async.setTimeout(LONGEST_WITH_BODY_MILLIS);
    var exchange = new Exchange(response, async);
    async.addListener(exchange);
    return exchange;
  }

  /** Whether it waits without a thread. */
  boolean isAsync() {
    return async != null;
  }

  /** Writes the answer; only the first counts. May be called on any thread. */
  void answer(Reply answer) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    if (async == null) {
      reply.complete(answer);
      return;
    }
    try {
      write(answer);
    } catch (IOException | RuntimeException e) {
      log.debug("the client has gone: {}", e.toString());
    } finally {
      complete(async);
    }
  }

  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      log.debug("the container had ended an exchange by itself: {}", e.toString());
    }
  }

  /** Keeps the container's thread until the answer is written, where it has to. */
  void await() throws IOException {
    if (async == null) {
      write(waited());
    }
  }

  private Reply waited() {
    try {
      return reply.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    } catch (ExecutionException | TimeoutException e) {
      return NO_ANSWER;
    }
  }

  private void write(Reply answer) throws IOException {
    response.setStatus(answer.status());
    if (answer.contentType() != null) {
      response.setContentType(answer.contentType());
    }
    if (answer.status() == 408 || answer.status() == 413) {
      // What is left of the body is not worth reading.
      response.setHeader("Connection", "close");
    }
    var body = answer.body();
    if (answer.status() != 204) {
      response.setContentLength(body.length);
    }
    if (body.length > 0) {
      // The stream, not the writer, which would choose a charset.
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    log.error("the inbox has not answered a notification in {} ms", LONGEST_WITH_BODY_MILLIS);
    answer(NO_ANSWER);
  }

  @Override
  public void onError(AsyncEvent event) {
    answer(NO_ANSWER);
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
