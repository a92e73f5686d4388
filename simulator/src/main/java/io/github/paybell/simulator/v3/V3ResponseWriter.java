package io.github.paybell.simulator.v3;

import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers with the headers of WeChat Pay; good ones are signed. Thread-safe. */
final class V3ResponseWriter {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String PUBLIC_KEY = "PUB_KEY_ID";
  private static final int NONCE_LENGTH = 32;
  private static final int REQUEST_ID_LENGTH = 38;

  private final Platform platform;
  private final Clock real;
  private final AtomicLong number = new AtomicLong();

  V3ResponseWriter(Platform platform, Clock real) {
    this.platform = platform;
    this.real = real;
  }

  /** 200 with a body, signed. */
  Response ok(V3Call call, JsonNode body) {
    return signed(call, 200, Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  /** 204, signed over nothing; with a Content-Type all the same, which clients insist on. */
  Response done(V3Call call) {
    return signed(call, 204, new byte[0]);
  }

  /** A file, which is not signed. */
  Response file(byte[] content) {
    return answer(
        200, "application/octet-stream", Map.of(), requestId(InternalCode.NONE), content, "");
  }

  /** An error, which is not signed. */
  Response failure(V3Failure failure) {
    ObjectNode body = Json.object();
    body.put("code", failure.code()).put("message", failure.message());
    ObjectNode detail = failure.detail();
    if (detail != null) {
      body.set("detail", detail);
    }
    return answer(
        failure.status(),
        JSON,
        Map.of(),
        requestId(failure.internalCode()),
        Json.write(body).getBytes(StandardCharsets.UTF_8),
        failure.note());
  }

  private Response signed(V3Call call, int status, byte[] body) {
    String requestId = requestId(InternalCode.NONE);
    Map<String, String> signature =
        key(call.request(), call.caller()).headers(body, real.instant(), nonce(), null).asMap();
    return answer(status, JSON, signature, requestId, body, note(call));
  }

  /** The merchant says with its own header which kind of key it can check. */
  private V3Signer key(Request request, Merchant merchant) {
    String asked = request.header("Wechatpay-Serial");
    boolean publicKey =
        merchant.certificates() == Merchant.Certificates.NONE
            || (asked != null && asked.startsWith(PUBLIC_KEY));
    return publicKey ? merchant.publicKey().signer() : platform.merchants().certificate().signer();
  }

  private static String note(V3Call call) {
    List<String> notes = new ArrayList<>();
    List<String> unknown = call.unknownMembers();
    if (!unknown.isEmpty()) {
      notes.add(
          "Accepted here, but WeChat Pay refuses members that the interface does not define"
              + " (请求中含有未在API文档中定义的参数): "
              + String.join(", ", unknown));
    }
    String asked = call.request().header("Wechatpay-Serial");
    String publicKey = call.caller().publicKey().serial();
    if (asked != null && asked.startsWith(PUBLIC_KEY) && !asked.equals(publicKey)) {
      notes.add("Wechatpay-Serial is " + asked + ", but the public key's id is " + publicKey);
    }
    return String.join("\n", notes);
  }

  private static Response answer(
      int status,
      String contentType,
      Map<String, String> signature,
      String requestId,
      byte[] body,
      String note) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", contentType));
    headers.add(Map.entry("Connection", "keep-alive"));
    headers.add(Map.entry("Keep-Alive", "timeout=8"));
    headers.add(Map.entry("Cache-Control", "no-cache, must-revalidate"));
    headers.add(Map.entry("X-Content-Type-Options", "nosniff"));
    headers.add(Map.entry("Content-Language", "zh-CN"));
    headers.add(Map.entry("Request-ID", requestId));
    signature.forEach((name, value) -> headers.add(Map.entry(name, value)));
    return new Response(status, headers, body, note);
  }

  private String nonce() {
    return platform.dice().alphanumeric(NONCE_LENGTH, "answer nonce", number.incrementAndGet());
  }

  private String requestId(long internalCode) {
    Dice dice = platform.dice();
    String id = dice.hex(REQUEST_ID_LENGTH, "request id", number.incrementAndGet());
    return "08" + id.toUpperCase(Locale.ROOT) + "-" + internalCode;
  }
}
