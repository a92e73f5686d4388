package io.github.paybell.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * An order is closed when WeChat Pay answers 204. Any other answer of success is none that it
 * documents: an order that is still open may yet be paid, so it must be queried.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013070360">close</a>
 */
final class V3Closed implements Interceptor {
  private static final int NO_CONTENT = 204;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful()
        && response.code() != NO_CONTENT
        && chain.request().url().encodedPath().endsWith("/close")) {
      int status = response.code();
      response.close();
      throw new V3UnreadableException("a closing was answered with HTTP " + status + ", not 204");
    }
    return response;
  }
}
