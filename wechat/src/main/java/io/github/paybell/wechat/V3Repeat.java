package io.github.paybell.wechat;

import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Repeats a question once if its connection broke before anything was answered, as happens when the
 * platform closes a connection at the moment it is used. A request that does something is never
 * repeated here, and a slow one neither: both are for those to decide who know the order.
 */
final class V3Repeat implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (!request.method().equals("GET")) {
      return chain.proceed(request);
    }
    try {
      return chain.proceed(request);
    } catch (InterruptedIOException timeout) {
      throw timeout;
    } catch (IOException broken) {
      return chain.proceed(request);
    }
  }
}
