package io.github.paybell.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.HttpResponse;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.JsonResponseBody;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.core.http.ResponseBody;
import java.io.InputStream;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's HTTP client for one account: it signs what goes out, and gives only what the validator
 * let pass. Cheap to make, so none is kept beyond a call, and changed keys are in force at once.
 */
final class V3Client {
  // The SDK signs path and query of this address; V3Redirect decides where the request goes.
  private static final String ADDRESS = "https://api.mch.weixin.qq.com";

  /** The SDK makes an object of each answer; it must not stumble on members that we do not read. */
  private static final class Unparsed {}

  private final HttpClient calls;
  private final HttpClient files;

  V3Client(V3Http http, Credential credential, Validator validator) {
    calls = client(http.answers(), credential, validator);
    files = client(http.files(), credential, validator);
  }

  private static HttpClient client(
      OkHttpClient connections, Credential credential, Validator validator) {
    return new DefaultHttpClientBuilder()
        .credential(credential)
        .validator(validator)
        .okHttpClient(connections)
        .disableRetryOnConnectionFailure()
        .build();
  }

  /**
   * Asks.
   *
   * @param path with its query, encoded
   */
  V3Members get(String path) {
    return V3Json.read(body(calls.get(headers(), ADDRESS + path, Unparsed.class)));
  }

  /** Asks for something to be done. */
  V3Members post(String path, Map<String, ?> body) {
    return V3Json.read(body(posted(path, body)));
  }

  /** Asks for something to be done whose answer has no body; of a closing see {@link V3Closed}. */
  void tell(String path, Map<String, ?> body) {
    var unused = posted(path, body);
  }

  private HttpResponse<?> posted(String path, Map<String, ?> body) {
    return calls.post(
        headers(),
        ADDRESS + path,
        new JsonRequestBody.Builder().body(V3Json.write(body)).build(),
        Unparsed.class);
  }

  /**
   * A file, which is not signed.
   *
   * @param url as WeChat Pay gave it; of its host nothing is believed
   */
  InputStream download(String url) {
    return files.download(url);
  }

  private static HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue());
    headers.addHeader(Constant.CONTENT_TYPE, MediaType.APPLICATION_JSON.getValue());
    return headers;
  }

  private static @Nullable String body(HttpResponse<?> response) {
    ResponseBody body = response.getBody();
    return body instanceof JsonResponseBody json ? json.getBody() : null;
  }
}
