package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The platform's side of v2: signs fields and writes notifications in the shapes in which WeChat
 * Pay was seen to send them. For simulators, tests and signed requests. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985891">signature algorithm</a>
 */
public final class V2Messages {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /** The two fields that were seen bare among CDATA values. */
  private static final Set<String> BARE = Set.of("total_fee", "coupon_fee");

  private V2Messages() {}

  /**
   * The {@code sign} of these fields: all but {@code sign} itself and the empty ones take part.
   *
   * @param fields names and raw values
   * @return upper-case hex, 32 or 64 characters
   */
  public static String sign(Map<String, String> fields, SignType signType, V2Key key) {
    StringBuilder text = new StringBuilder();
    // Names are ASCII, so the order of Java's strings is the order of their bytes.
    for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
      if (!field.getKey().equals("sign") && !field.getValue().isEmpty()) {
        text.append(field.getKey()).append('=').append(field.getValue()).append('&');
      }
    }
    text.append("key=").append(new String(key.bytes(), StandardCharsets.US_ASCII));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return switch (signType) {
        case MD5 ->
            HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        case HMAC_SHA256 -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
          yield HexFormat.of().withUpperCase().formatHex(mac.doFinal(bytes));
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + signType.wireName(), e);
    }
  }

  /** The fields in the order given, with {@code sign} added or replaced. */
  public static Map<String, String> signed(
      Map<String, String> fields, SignType signType, V2Key key) {
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put("sign", sign(fields, signType, key));
    return signed;
  }

  /**
   * A payment notification: first element on the line of {@code <xml>}, a line feed after each.
   *
   * @param fields names and raw values, {@code sign} included, see {@link #signed}
   * @throws IllegalArgumentException if a name is no element name of {@code [A-Za-z0-9_.-]}
   */
  public static byte[] payment(Map<String, String> fields, V2Form form) {
    StringBuilder xml = new StringBuilder();
    if (form.declaration()) {
      xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }
    xml.append("<xml>");
    Map<String, String> ordered =
        form.order() == V2Form.Order.SORTED ? new TreeMap<>(fields) : fields;
    ordered.forEach(
        (name, value) -> {
          boolean cdata = form.values() == V2Form.Values.CDATA && !BARE.contains(name);
          element(xml, name, value, cdata);
          xml.append('\n');
        });
    return xml.append("</xml>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The inner document of a refund result: root {@code root}, sorted, CDATA, line feeds.
   *
   * @throws IllegalArgumentException if a name is no element name of {@code [A-Za-z0-9_.-]}
   */
  public static byte[] refundInfo(SortedMap<String, String> inner) {
    StringBuilder xml = new StringBuilder("<root>");
    inner.forEach(
        (name, value) -> {
          element(xml, name, value, true);
          xml.append('\n');
        });
    return xml.append("</root>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The {@code req_info} of an inner document: Base64 of AES-256-ECB under the key's hashed form.
   */
  public static String encryptRefundInfo(byte[] inner, V2Key key) {
    return new RefundCipher().encrypt(inner, key);
  }

  /**
   * A refund result notification: one line, {@code return_code} first and bare, the outer fields in
   * the order given, {@code req_info} last; unsigned.
   *
   * @param outer {@code appid}, {@code mch_id}, {@code nonce_str} and what else stands outside
   * @param reqInfo see {@link #encryptRefundInfo}
   * @throws IllegalArgumentException if a name is no element name of {@code [A-Za-z0-9_.-]}
   */
  public static byte[] refund(Map<String, String> outer, String reqInfo) {
    StringBuilder xml = new StringBuilder("<xml><return_code>SUCCESS</return_code>");
    outer.forEach((name, value) -> element(xml, name, value, true));
    element(xml, "req_info", reqInfo, true);
    return xml.append("</xml>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void element(StringBuilder xml, String name, String value, boolean cdata) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not an element name: " + name);
    }
    xml.append('<').append(name).append('>');
    if (cdata) {
      xml.append("<![CDATA[").append(value.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
    } else {
      escaped(xml, value);
    }
    xml.append("</").append(name).append('>');
  }

  private static void escaped(StringBuilder xml, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        // A parser may turn a bare carriage return into a line feed; the reference survives.
        case '\r' -> xml.append("&#13;");
        default -> xml.append(c);
      }
    }
  }
}
