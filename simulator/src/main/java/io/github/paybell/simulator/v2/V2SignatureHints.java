package io.github.paybell.simulator.v2;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.platform.Merchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells a person why a {@code sign} does not fit: the string to sign as built here, what it gives,
 * and the usual mistakes tried out. It shows the key, which the real platform never would: keys of
 * this platform protect nothing.
 */
final class V2SignatureHints {
  private static final int KEY_LENGTH = 32;

  private V2SignatureHints() {}

  static String of(SortedMap<String, String> fields, Merchant merchant) {
    List<String> lines = new ArrayList<>();
    lines.add("The signature does not fit. / 签名错误。");
    lines.add(
        "String to sign as built here, with the v2 key of mch_id "
            + merchant.mchid()
            + " (a test key, so it may be shown) / 本平台的待签名串（含测试密钥）:");
    lines.add(stringToSign(fields, merchant.v2Key()));
    for (SignType type : SignType.values()) {
      lines.add(type.wireName() + ": " + V2Messages.sign(fields, type, merchant.v2()));
    }
    lines.add("sign received / 收到的 sign: " + fields.getOrDefault("sign", "–"));
    lines.add("sign_type received / 收到的 sign_type: " + fields.getOrDefault("sign_type", "– (MD5)"));
    lines.addAll(hints(fields, merchant));
    return String.join("\n", lines);
  }

  private static String stringToSign(SortedMap<String, String> fields, String key) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!name.equals("sign") && !value.isEmpty()) {
            text.append(name).append('=').append(value).append('&');
          }
        });
    return text.append("key=").append(key).toString();
  }

  private static List<String> hints(SortedMap<String, String> fields, Merchant merchant) {
    List<String> hints = new ArrayList<>();
    String sign = fields.getOrDefault("sign", "");
    String signType = fields.getOrDefault("sign_type", "");
    if (sign.isEmpty()) {
      hints.add("There is no sign. / 没有 sign。");
      return hints;
    }
    if (!signType.isEmpty() && !signType.equals("MD5") && !signType.equals("HMAC-SHA256")) {
      hints.add("sign_type is MD5 or HMAC-SHA256. / sign_type 只能是 MD5 或 HMAC-SHA256。");
    }
    if (!sign.equals(sign.toUpperCase(Locale.ROOT))) {
      hints.add("sign has lower-case letters; it must be upper case. / sign 必须大写。");
    }
    String upper = sign.toUpperCase(Locale.ROOT);
    if (fits(upper, fields, merchant.v2())) {
      hints.add(
          "It fits with another algorithm than sign_type says (absent means MD5). / "
              + "签名算法与 sign_type 不一致（不传表示 MD5）。");
    }
    if (fits(upper, trimmed(fields), merchant.v2())) {
      hints.add("It fits if values are trimmed; send what you sign. / 签名时去掉了首尾空格，发送时没有。");
    }
    hintKey(hints, upper, fields, merchant.appSecret(), "the AppSecret / AppSecret");
    hintKey(hints, upper, fields, merchant.apiV3Key(), "the APIv3 key / APIv3 密钥");
    SortedMap<String, String> withoutType = new TreeMap<>(fields);
    if (withoutType.remove("sign_type") != null && fits(upper, withoutType, merchant.v2())) {
      hints.add("It fits without sign_type, which has to be signed too. / sign_type 也要参与签名。");
    }
    return hints;
  }

  private static void hintKey(
      List<String> hints, String sign, Map<String, String> fields, String other, String name) {
    if (other.length() == KEY_LENGTH && fits(sign, fields, V2Key.of(other))) {
      hints.add("It was signed with " + name + "; v2 needs the API v2 key. / 用错了密钥，应使用 APIv2 密钥。");
    }
  }

  private static boolean fits(String sign, Map<String, String> fields, V2Key key) {
    for (SignType type : SignType.values()) {
      if (V2Messages.sign(fields, type, key).equals(sign)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> trimmed(Map<String, String> fields) {
    Map<String, String> trimmed = new TreeMap<>();
    fields.forEach((name, value) -> trimmed.put(name, value.strip()));
    return trimmed.equals(fields) ? Map.of() : trimmed;
  }
}
