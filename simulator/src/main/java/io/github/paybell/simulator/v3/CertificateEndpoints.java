package io.github.paybell.simulator.v3;

import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3NotificationWriter;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import io.github.paybell.simulator.wire.V3Words;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives out the platform's certificates, encrypted with the merchant's APIv3 key. */
final class CertificateEndpoints {
  private static final String NAME = "certificate";
  private static final int NONCE_LENGTH = 12;

  private final Platform platform;
  private final V3ResponseWriter answers;
  private final AtomicLong number = new AtomicLong();

  CertificateEndpoints(Platform platform, V3ResponseWriter answers) {
    this.platform = platform;
    this.answers = answers;
  }

  Response list(V3Call call) {
    String algorithm = call.query().oneOfIf("algorithm_type", "RSA", "SM2", "ALL");
    List<PlatformSigningKey> shown = shown(call.caller());
    if (shown.isEmpty() || "SM2".equals(algorithm)) {
      throw V3Failure.of(
          404, platform.rules().certificatesMissingCode(), "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥");
    }
    ObjectNode body = Json.object();
    ArrayNode data = body.putArray("data");
    shown.forEach(key -> data.add(certificate(call.caller(), key)));
    return answers.ok(call, body);
  }

  private List<PlatformSigningKey> shown(Merchant merchant) {
    Merchants merchants = platform.merchants();
    return switch (merchant.certificates()) {
      case ONE -> List.of(merchants.certificate());
      case TWO -> List.of(merchants.certificate(), merchants.nextCertificate());
      case NONE -> List.of();
    };
  }

  private ObjectNode certificate(Merchant merchant, PlatformSigningKey key) {
    X509Certificate certificate = V3Pem.certificate(key.pem());
    ObjectNode shown = Json.object();
    shown
        .put("serial_no", key.serial())
        .put("effective_time", V3Words.time(certificate.getNotBefore().toInstant()))
        .put("expire_time", V3Words.time(certificate.getNotAfter().toInstant()))
        .set("encrypt_certificate", encrypted(merchant, key.pem()));
    return shown;
  }

  /** What is encrypted has one shape in all of v3, so the writer of notifications makes it. */
  private JsonNode encrypted(Merchant merchant, String pem) {
    byte[] notification =
        V3NotificationWriter.body(
            new V3Envelope(NAME, "", NAME, null, null, "", Map.of()),
            pem,
            merchant.v3(),
            platform.dice().alphanumeric(NONCE_LENGTH, NAME, number.incrementAndGet()),
            NAME);
    return Json.read(new String(notification, StandardCharsets.UTF_8)).path("resource");
  }
}
