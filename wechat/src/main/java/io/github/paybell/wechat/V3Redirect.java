package io.github.paybell.wechat;

import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Sends every request to one address; its path and query, which are signed, stay as they are. */
final class V3Redirect implements Interceptor {
  private final HttpUrl base;
  private final String prefix;

  /**
   * @param baseUrl http or https; a path in it goes before that of each request
   * @throws IllegalArgumentException if it is neither
   */
  V3Redirect(URI baseUrl) {
    base = HttpUrl.get(baseUrl.toString());
    String path = base.encodedPath();
    prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    HttpUrl there =
        request
            .url()
            .newBuilder()
            .scheme(base.scheme())
            .host(base.host())
            .port(base.port())
            .encodedPath(prefix + request.url().encodedPath())
            .build();
    return chain.proceed(
        // Answers are small, and a bill is compressed by WeChat Pay where that is asked for.
        request.newBuilder().url(there).header("Accept-Encoding", "identity").build());
  }
}
