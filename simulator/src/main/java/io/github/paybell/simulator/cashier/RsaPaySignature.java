package io.github.paybell.simulator.cashier;

import io.github.paybell.protocol.v3.V3Signer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;

/** v3: SHA256-RSA over four lines, with the key of the merchant's API certificate. */
record RsaPaySignature(RSAPublicKey key) implements PaySignature {
  @Override
  public String signType() {
    return "RSA";
  }

  @Override
  public boolean signs(PayCall call, String appId) {
    return verifies(text(call, appId), call.get("paySign"));
  }

  @Override
  public String text(PayCall call, String appId) {
    return lines(call, appId, call.get("package"));
  }

  private static String lines(PayCall call, String appId, String fourth) {
    return appId
        + "\n"
        + call.get("timeStamp")
        + "\n"
        + call.get("nonceStr")
        + "\n"
        + fourth
        + "\n";
  }

  private boolean verifies(String text, String paySign) {
    return V3Signer.verifies(key, text.getBytes(StandardCharsets.UTF_8), paySign);
  }

  @Override
  public List<Hint> hints(PayCall call, String appId) {
    List<Hint> hints = new ArrayList<>();
    String paySign = call.get("paySign");
    String text = text(call, appId);
    String bare = call.get("package").replaceFirst("^prepay_id=", "");
    if (paySign.matches("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{64}")) {
      hints.add(Hint.DIGEST_FOR_RSA);
    }
    if (verifies(text, paySign.replace(' ', '+'))) {
      hints.add(Hint.SPACE_FOR_PLUS);
    }
    if (verifies(lines(call, appId, bare), paySign)) {
      hints.add(Hint.BARE_PREPAY_ID);
    }
    if (verifies(text.substring(0, text.length() - 1), paySign)) {
      hints.add(Hint.NO_LAST_LINE_FEED);
    }
    return hints;
  }
}
