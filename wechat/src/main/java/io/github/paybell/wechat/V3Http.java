package io.github.paybell.wechat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The connections under the SDK: one pool for all accounts. Every request goes to one address,
 * whatever host the SDK or a download_url names, so that a signed request never leaves for anywhere
 * else. Nothing is repeated but what {@link V3Repeat} repeats. Thread-safe.
 */
final class V3Http {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(8);
  private static final Duration CALL = Duration.ofSeconds(12);
  // A bill of ten million lines is some hundred megabytes.
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);
  private static final int IDLE_CONNECTIONS = 8;
  // WeChat Pay closes idle connections after 8 s; a request must not meet one that is closing.
  private static final long IDLE_SECONDS = 6;

  private final OkHttpClient answers;
  private final OkHttpClient files;

  V3Http(URI baseUrl) {
    this(baseUrl, SILENCE, CALL);
  }

  /**
   * @param silence the longest pause within an answer
   * @param call the longest call, downloads excepted
   */
  V3Http(URI baseUrl, Duration silence, Duration call) {
    OkHttpClient common =
        new OkHttpClient.Builder()
            // The SDK looks headers up under their names of HTTP/1.1.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(CONNECT)
            .readTimeout(silence)
            .writeTimeout(silence)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addInterceptor(new V3Redirect(baseUrl))
            .addInterceptor(new V3Closed())
            .addNetworkInterceptor(chain -> withoutRetryAfter(chain.proceed(chain.request())))
            .build();
    answers = client(common, call, new V3WholeAnswer(false));
    files = client(common, DOWNLOAD, new V3WholeAnswer(true));
  }

  private static OkHttpClient client(OkHttpClient common, Duration call, V3WholeAnswer whole) {
    // In this order: an answer that breaks in its middle is not asked for again.
    return common
        .newBuilder()
        .callTimeout(call)
        .addInterceptor(whole)
        .addInterceptor(new V3Repeat())
        .build();
  }

  /** For calls whose answers are small; they arrive whole or not at all. */
  OkHttpClient answers() {
    return answers;
  }

  /** For downloads, which are streamed. */
  OkHttpClient files() {
    return files;
  }

  /** OkHttp repeats any request, a refund too, after a 503 with {@code Retry-After: 0}. */
  private static Response withoutRetryAfter(Response response) throws IOException {
    return response.newBuilder().removeHeader("Retry-After").build();
  }
}
