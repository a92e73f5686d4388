package io.github.paybell.wechat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * Reads an answer to its end before the SDK sees it: so a broken or endless one is told from one
 * that cannot be read, and an error answer can be cut down to code and message. The SDK puts error
 * answers into the texts of exceptions, and their details repeat what was sent (SILENT_SECRETS).
 */
final class V3WholeAnswer implements Interceptor {
  /** 1 MiB: some hundred times the longest answer, which is the list of certificates. */
  static final int MAX_BYTES = 1 << 20;

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private final boolean streamed;

  /**
   * @param streamed whether good answers are files and left as they come
   */
  V3WholeAnswer(boolean streamed) {
    this.streamed = streamed;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.isSuccessful() && streamed) {
      return response;
    }
    try (ResponseBody body = response.body()) {
      if (body == null) {
        return response;
      }
      BufferedSource source = body.source();
      if (source.request(MAX_BYTES + 1L)) {
        throw new V3UnreadableException("the answer is longer than " + MAX_BYTES + " bytes");
      }
      byte[] whole = source.readByteArray();
      return response
          .newBuilder()
          .body(
              response.isSuccessful()
                  ? ResponseBody.create(whole, body.contentType())
                  : ResponseBody.create(error(whole), JSON))
          .build();
    }
  }

  /** Code and message of WeChat Pay's error, or nothing if it is another's. */
  private static String error(byte[] body) {
    try {
      V3Members error = V3Json.read(new String(body, StandardCharsets.UTF_8));
      String message = error.textIf("message");
      Map<String, String> kept = new LinkedHashMap<>();
      kept.put("code", error.text("code"));
      kept.put("message", message == null ? "" : message);
      return V3Json.write(kept);
    } catch (V3UnreadableException e) {
      return "";
    }
  }
}
