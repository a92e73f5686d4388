package io.github.paybell.wechat;

import io.github.paybell.engine.account.ClientCertificate;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.wechat.V2Received.Broken;
import io.github.paybell.wechat.V2Received.Whole;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts XML to WeChat Pay and waits for the answer, never longer than it may take. Follows no
 * redirect, keeps no more than an answer can have, and says of a failure only what happened, never
 * what was sent. Thread-safe.
 */
final class V2Http {
  /** How long a whole call may take, and how long a download may stand still. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** 10 million lines of a bill are some 600 MB compressed. */
  private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(30);

  private final String baseUrl;
  private final V2Connections connections;
  private final Duration patience;

  V2Http(URI baseUrl, V2Connections connections) {
    this(baseUrl, connections, PATIENCE);
  }

  /** For tests of what is slow. */
  V2Http(URI baseUrl, V2Connections connections, Duration patience) {
    this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
    this.connections = connections;
    this.patience = patience;
  }

  /** Whether calls go over TLS, where a client certificate can be shown. */
  boolean secure() {
    return baseUrl.startsWith("https:");
  }

  /**
   * Posts, and takes the answer into memory.
   *
   * @param certificate shown to WeChat Pay; null: none
   * @throws GeneralSecurityException if the certificate's key cannot be used
   */
  V2Received post(String path, byte[] xml, @Nullable ClientCertificate certificate)
      throws GeneralSecurityException {
    HttpClient client = connections.with(certificate);
    AtomicBoolean begun = new AtomicBoolean();
    BodyHandler<byte[]> handler =
        head -> {
          begun.set(true);
          return head.statusCode() == 200
              ? new V2Body(FieldTable.MAX_BYTES)
              : BodySubscribers.replacing(new byte[0]);
        };
    long end = System.nanoTime() + patience.toNanos();
    try {
      return received(send(client, path, xml, handler, end));
    } catch (IOException e) {
      // A kept connection may have been closed at the other end in this moment. Every v2 call may
      // be repeated as it is (v2.md section 5): the same order, the same out_refund_no.
      boolean again = !begun.get() && !connecting(e) && !(e instanceof SSLException);
      return again ? postAgain(client, path, xml, handler, end) : broken(e);
    } catch (TimeoutException e) {
      return late();
    }
  }

  private V2Received postAgain(
      HttpClient client, String path, byte[] xml, BodyHandler<byte[]> handler, long end) {
    try {
      return received(send(client, path, xml, handler, end));
    } catch (IOException e) {
      return broken(e);
    } catch (TimeoutException e) {
      return late();
    }
  }

  /**
   * Posts, and writes the answer to a file as it comes.
   *
   * @param target is written anew
   */
  V2Received download(String path, byte[] xml, Path target) {
    BodyHandler<Path> handler =
        head ->
            head.statusCode() == 200
                ? BodySubscribers.ofFile(
                    target,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)
                : BodySubscribers.replacing(target);
    try {
      var under = request(path, xml);
      var future = connections.plain().sendAsync(under, handler);
      HttpResponse<Path> response = whileItGrows(future, target);
      return response.statusCode() == 200 ? new Whole(new byte[0]) : status(response.statusCode());
    } catch (IOException e) {
      return broken(e);
    } catch (TimeoutException e) {
      return late();
    }
  }

  /** Waits as long as bytes keep coming. */
  private <T> T whileItGrows(CompletableFuture<T> future, Path target)
      throws IOException, TimeoutException {
    long end = System.nanoTime() + LONGEST_DOWNLOAD.toNanos();
    long size = -1;
    while (true) {
      try {
        return get(future, patience.toNanos());
      } catch (TimeoutException e) {
        long now = Files.exists(target) ? Files.size(target) : 0;
        if (now <= size || now == 0 || System.nanoTime() - end > 0) {
          future.cancel(true);
          throw e;
        }
        size = now;
      }
    }
  }

  private <T> HttpResponse<T> send(
      HttpClient client, String path, byte[] xml, BodyHandler<T> handler, long end)
      throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<T>> future = client.sendAsync(request(path, xml), handler);
    try {
      return get(future, Math.max(0, end - System.nanoTime()));
    } catch (TimeoutException e) {
      future.cancel(true);
      throw e;
    }
  }

  private HttpRequest request(String path, byte[] xml) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("Content-Type", "text/xml; charset=utf-8")
        .header("User-Agent", "paybell")
        .POST(HttpRequest.BodyPublishers.ofByteArray(xml))
        .build();
  }

  private static <T> T get(CompletableFuture<T> future, long nanos)
      throws IOException, TimeoutException {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("the call failed", e.getCause());
    } catch (InterruptedException e) {
      // The thread is wanted back; the call may have arrived all the same.
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new TimeoutException();
    }
  }

  private static V2Received received(HttpResponse<byte[]> response) {
    return response.statusCode() == 200
        ? new Whole(response.body())
        : status(response.statusCode());
  }

  private static Broken status(int status) {
    boolean platform = status >= 500 || status == 429;
    return new Broken(
        platform ? Doubt.PLATFORM : Doubt.UNREADABLE, "WeChat Pay answered with HTTP " + status);
  }

  private Broken late() {
    return new Broken(Doubt.TIMEOUT, "no whole answer within " + patience.toSeconds() + " s");
  }

  private static boolean connecting(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  private static Broken broken(IOException e) {
    if (e instanceof V2Body.TooLongException) {
      return new Broken(Doubt.UNREADABLE, String.valueOf(e.getMessage()));
    }
    if (connecting(e)) {
      return new Broken(Doubt.UNREACHABLE, "no connection to WeChat Pay");
    }
    return new Broken(
        Doubt.UNREACHABLE,
        e instanceof SSLException
            ? "TLS with WeChat Pay failed"
            : "the connection to WeChat Pay broke");
  }
}
