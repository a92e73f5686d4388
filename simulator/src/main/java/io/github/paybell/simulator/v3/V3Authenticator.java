package io.github.paybell.simulator.v3;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Finds the merchant that signed a request. Thread-safe. */
final class V3Authenticator {
  private static final long TOLERANCE_SECONDS = 300;

  private final Merchants merchants;
  private final Clock real;

  /**
   * For these merchants.
   *
   * @param real real time: a merchant's clock knows nothing of the simulated one
   */
  V3Authenticator(Merchants merchants, Clock real) {
    this.merchants = merchants;
    this.real = real;
  }

  /**
   * The merchant that signed.
   *
   * @throws V3Failure INVALID_REQUEST without the headers that every request has, else SIGN_ERROR
   */
  Merchant authenticate(Request request) {
    if (isMissing(request.header("Accept")) || isMissing(request.header("User-Agent"))) {
      throw V3Failure.of(400, "INVALID_REQUEST", "Http头缺少Accept或User-Agent");
    }
    String header = request.header("Authorization");
    if (header == null) {
      throw Authorization.malformed(
          "is missing. Some clients sign only requests to api.mch.weixin.qq.com and send to any"
              + " other host without it.");
    }
    Authorization authorization = Authorization.parse(header);
    requireFresh(authorization);
    Merchant merchant = known(authorization);
    byte[] signed =
        V3Request.message(
            request.method(),
            request.target(),
            authorization.timestamp(),
            authorization.nonce(),
            request.body());
    if (!V3Signer.verifies(merchant.merchantPublicKey(), signed, authorization.signature())) {
      throw SignFailure.mismatch(
          request.method(),
          request.target(),
          signed,
          request.body(),
          new V3SignatureHints(request, authorization, merchant, merchants).explain(signed));
    }
    return merchant;
  }

  private static boolean isMissing(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private void requireFresh(Authorization authorization) {
    long now = real.instant().getEpochSecond();
    long ahead = Long.parseLong(authorization.timestamp()) - now;
    if (Math.abs(ahead) > TOLERANCE_SECONDS) {
      throw SignFailure.of(
          "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟",
          "timestamp",
          "must be within 5 minutes of the time of the request",
          "The timestamp "
              + authorization.timestamp()
              + " is "
              + Math.abs(ahead)
              + " s "
              + (ahead < 0 ? "behind" : "ahead of")
              + " real time, "
              + now
              + ". It counts seconds, not milliseconds, and real time, not simulated time.");
    }
  }

  private Merchant known(Authorization authorization) {
    Merchant merchant = merchants.find(authorization.mchid());
    // The other name of the merchant that is always there is none on the wire.
    if (merchant == null || !merchant.mchid().equals(authorization.mchid())) {
      throw SignFailure.of(
          "商户号不存在",
          "mchid",
          "no such merchant",
          "There is no merchant "
              + authorization.mchid()
              + " here. There are: "
              + String.join(", ", merchants.all().stream().map(Merchant::mchid).toList())
              + ".");
    }
    if (!merchant.merchantSerial().equals(authorization.serial())) {
      throw SignFailure.of(
          "商户证书序列号有误。",
          "serial_no",
          "must be the serial of the merchant's API certificate",
          "serial_no is "
              + authorization.serial()
              + ", but the API certificate of "
              + merchant.mchid()
              + " is "
              + merchant.merchantSerial()
              + ". It is the merchant's own serial, neither the platform's nor a PUB_KEY_ID.");
    }
    return merchant;
  }
}
