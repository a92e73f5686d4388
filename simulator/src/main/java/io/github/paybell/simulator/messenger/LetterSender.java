package io.github.paybell.simulator.messenger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters and brings back what was answered, within the time-out. Never fails: no answer is a
 * reply, too. Thread-safe.
 */
final class LetterSender implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_BODY = 64 * 1024;
  private static final long SHORTEST_STEP_MILLIS = 1;

  private final Vertx vertx;
  private final HttpClient client;

  /**
   * A sender.
   *
   * @param verifyTls whether an https receiver needs a certificate that this machine trusts
   */
  LetterSender(Vertx vertx, boolean verifyTls) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setTrustAll(!verifyTls)
                .setVerifyHost(verifyTls)
                .setUseAlpn(false)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  /**
   * Sends.
   *
   * @param timeout real time for everything, connecting included
   */
  CompletableFuture<MerchantReply> send(HttpLetter letter, Duration timeout) {
    return new Exchange(letter, timeout).begin();
  }

  @Override
  public void close() {
    client.close();
  }

  /** One request and what becomes of it. */
  private final class Exchange {
    private final HttpLetter letter;
    private final Duration timeout;
    private final CompletableFuture<MerchantReply> reply = new CompletableFuture<>();
    private final long began = System.nanoTime();
    private volatile @Nullable HttpClientRequest request;
    private volatile long timer;

    Exchange(HttpLetter letter, Duration timeout) {
      this.letter = letter;
      this.timeout = timeout;
    }

    CompletableFuture<MerchantReply> begin() {
      timer = vertx.setTimer(timeout.toMillis(), late -> giveUp());
      Future<HttpClientRequest> opening;
      try {
        opening =
            client.request(
                new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(letter.url())
                    .setFollowRedirects(false));
      } catch (RuntimeException e) {
        // Such as a port that there cannot be: thrown at once, unlike all that happens later.
        end(MerchantReply.none("notify_url is no address: " + e.getMessage(), took()));
        return reply;
      }
      opening
          .onSuccess(this::write)
          .onFailure(failure -> end(MerchantReply.none(problem(failure), took())));
      return reply;
    }

    private void giveUp() {
      HttpClientRequest open = request;
      if (open != null) {
        open.reset();
      }
      end(MerchantReply.none("no answer within " + timeout.toMillis() / 1000.0 + " s", took()));
    }

    private void write(HttpClientRequest open) {
      request = open;
      if (reply.isDone()) {
        open.reset();
        return;
      }
      for (Map.Entry<String, String> header : letter.headers()) {
        open.headers().add(header.getKey(), header.getValue());
      }
      open.response()
          .onSuccess(this::read)
          .onFailure(it -> end(MerchantReply.none(problem(it), took())));
      if (letter.chunked()) {
        open.setChunked(true);
        int half = letter.body().length / 2;
        Buffer body = Buffer.buffer(letter.body());
        open.write(body.slice(0, half));
        open.end(body.slice(half, body.length()));
      } else {
        open.putHeader("Content-Length", Integer.toString(letter.body().length));
        if (letter.over().isZero()) {
          open.end(Buffer.buffer(letter.body()));
        } else {
          trickle(open);
        }
      }
    }

    /** Byte by byte; where that is too many for the time, as few at once as it takes. */
    private void trickle(HttpClientRequest open) {
      byte[] body = letter.body();
      long millis = Math.max(letter.over().toMillis(), 1);
      int atOnce = (int) Math.max(1, body.length / millis);
      long step = Math.max(SHORTEST_STEP_MILLIS, millis * atOnce / body.length);
      int[] at = {0};
      vertx.setPeriodic(
          step,
          tick -> {
            int end = Math.min(body.length, at[0] + atOnce);
            Buffer part = Buffer.buffer(atOnce).appendBytes(body, at[0], end - at[0]);
            at[0] = end;
            if (reply.isDone() || end == body.length) {
              vertx.cancelTimer(tick);
            }
            if (reply.isDone()) {
              return;
            }
            if (end == body.length) {
              open.end(part);
            } else {
              open.write(part);
            }
          });
    }

    private void read(HttpClientResponse response) {
      Buffer body = Buffer.buffer();
      response.handler(
          bytes ->
              body.appendBuffer(
                  bytes.slice(0, Math.min(bytes.length(), MOST_BODY - body.length()))));
      response.exceptionHandler(failure -> end(MerchantReply.none(problem(failure), took())));
      response.endHandler(
          end -> {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            response.headers().forEach((name, value) -> headers.add(Map.entry(name, value)));
            end(new MerchantReply(response.statusCode(), headers, body.getBytes(), "", took()));
          });
    }

    private void end(MerchantReply answer) {
      vertx.cancelTimer(timer);
      reply.complete(answer);
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private String problem(Throwable failure) {
      String message = failure.getMessage();
      return "no answer: " + (message == null ? failure.getClass().getSimpleName() : message);
    }
  }
}
