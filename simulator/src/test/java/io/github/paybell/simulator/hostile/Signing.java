package io.github.paybell.simulator.hostile;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;

/** Signs good requests to a running simulator. */
final class Signing {
  private Signing() {}

  static HttpRequest request(Simulator wechat, V3Case good, byte[] body) {
    return HttpRequest.newBuilder(URI.create(wechat.url() + good.target()))
        .header("Accept", "application/json")
        .header("User-Agent", "hostile")
        .header("Content-Type", "application/json")
        .header("Authorization", authorization(wechat, good.method(), good.target(), body))
        .method(good.method(), BodyPublishers.ofByteArray(body))
        .build();
  }

  static String authorization(Simulator wechat, String method, String target, byte[] body) {
    return V3Request.authorization(
        wechat.merchant().signer(),
        wechat.merchant().mchid(),
        method,
        target,
        Clock.systemUTC().instant(),
        "593BEC0C930BF1AF",
        body);
  }
}
