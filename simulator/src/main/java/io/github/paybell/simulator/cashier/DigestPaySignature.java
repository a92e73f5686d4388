package io.github.paybell.simulator.cashier;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.platform.Merchant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * v2: MD5 or HMAC-SHA256 over the sorted parameters, with the v2 key.
 *
 * @param digest the one with which the order was placed
 * @param merchant whose key signs
 * @param lowerCase whether lower-case hex is accepted
 */
record DigestPaySignature(SignType digest, Merchant merchant, boolean lowerCase)
    implements PaySignature {
  @Override
  public String signType() {
    return digest.wireName();
  }

  @Override
  public boolean signs(PayCall call, String appId) {
    String paySign = call.get("paySign");
    return isSame(
        V2Messages.sign(fields(call, appId), digest, merchant.v2()),
        lowerCase ? paySign.toUpperCase(Locale.ROOT) : paySign);
  }

  private static boolean isSame(String expected, String sign) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sign.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> fields(PayCall call, String appId) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("appId", appId);
    fields.put("timeStamp", call.get("timeStamp"));
    fields.put("nonceStr", call.get("nonceStr"));
    fields.put("package", call.get("package"));
    // A mini program may leave it out when it is the default; it is signed all the same.
    fields.put("signType", signType());
    return fields;
  }

  @Override
  public String text(PayCall call, String appId) {
    // The key is a test key, published or made up: to see it does neither help nor harm.
    return fields(call, appId).entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"))
        + "&key="
        + merchant.v2Key();
  }

  @Override
  public List<Hint> hints(PayCall call, String appId) {
    List<Hint> hints = new ArrayList<>();
    String paySign = call.get("paySign");
    if (paySign.length() > SignType.HMAC_SHA256.signLength()) {
      hints.add(Hint.RSA_FOR_DIGEST);
    }
    String sign = paySign.toUpperCase(Locale.ROOT);
    V2Key key = merchant.v2();
    Map<String, String> fields = fields(call, appId);
    if (isSame(V2Messages.sign(fields, digest, key), sign)) {
      hints.add(Hint.LOWER_CASE_SIGN);
    }
    if (isSame(V2Messages.sign(fields, other(), key), sign)) {
      hints.add(Hint.OTHER_DIGEST);
    }
    if (signedWith(merchant.appSecret(), fields, sign)) {
      hints.add(Hint.APP_SECRET);
    }
    if (signedWith(merchant.apiV3Key(), fields, sign)) {
      hints.add(Hint.API_V3_KEY);
    }
    if (isSame(V2Messages.sign(without(fields, "signType"), digest, key), sign)) {
      hints.add(Hint.SIGN_TYPE_LEFT_OUT);
    }
    if (isSame(V2Messages.sign(lower(fields, "timeStamp"), digest, key), sign)) {
      hints.add(Hint.TIMESTAMP_LOWER_CASE);
    }
    if (isSame(V2Messages.sign(lower(fields, "appId"), digest, key), sign)) {
      hints.add(Hint.APPID_LOWER_CASE);
    }
    return hints;
  }

  private SignType other() {
    return digest == SignType.MD5 ? SignType.HMAC_SHA256 : SignType.MD5;
  }

  private boolean signedWith(String secret, Map<String, String> fields, String sign) {
    try {
      return isSame(V2Messages.sign(fields, digest, V2Key.of(secret)), sign);
    } catch (IllegalArgumentException e) {
      // An AppSecret need not have the length of a key.
      return false;
    }
  }

  private static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> fewer = new TreeMap<>(fields);
    fewer.remove(name);
    return fewer;
  }

  private static Map<String, String> lower(Map<String, String> fields, String name) {
    Map<String, String> renamed = without(fields, name);
    renamed.put(name.toLowerCase(Locale.ROOT), fields.getOrDefault(name, ""));
    return renamed;
  }

  @Override
  public String toString() {
    return "DigestPaySignature[" + digest + "]";
  }
}
