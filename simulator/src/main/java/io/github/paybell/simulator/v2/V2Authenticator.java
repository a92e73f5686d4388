package io.github.paybell.simulator.v2;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Platform;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests that are well-formed and signed. Hostile XML is refused before anything is looked
 * at. Thread-safe.
 */
final class V2Authenticator {
  private final Platform platform;

  V2Authenticator(Platform platform) {
    this.platform = platform;
  }

  /**
   * Reads and proves a request.
   *
   * @throws ReturnFailure if it is not XML of v2, its sender is not known, or it is not signed by
   *     its sender
   */
  V2Call authenticate(Request request) {
    SortedMap<String, String> fields = read(request.body());
    Merchant merchant = merchant(fields.get("mch_id"));
    return new V2Call(merchant, prove(fields, merchant), fields, request);
  }

  private static SortedMap<String, String> read(byte[] body) {
    if (body.length == 0) {
      throw new ReturnFailure("post数据为空", "POST_DATA_EMPTY", "The body is empty. / 请求体为空。");
    }
    if (!isUtf8(body)) {
      throw new ReturnFailure("编码格式错误", "NOT_UTF8", "The body is not UTF-8. / 请求体不是 UTF-8 编码。");
    }
    FieldTable table = new FieldTable();
    if (!table.read(body)) {
      throw new ReturnFailure(
          "XML格式错误",
          "XML_FORMAT_ERROR",
          "Not a v2 message / 不是合法的 v2 报文: " + table.problem() + ", at byte " + table.position());
    }
    SortedMap<String, String> fields = table.toMap();
    fields.forEach(V2Authenticator::requireXml);
    return fields;
  }

  /** An answer that repeats a character that XML 1.0 does not have could not be read. */
  private static void requireXml(String name, String value) {
    XmlText.forbidden(value)
        .ifPresent(
            c -> {
              throw new ReturnFailure(
                  "XML格式错误",
                  "XML_FORMAT_ERROR",
                  "XML has no such character / XML 不允许的字符: U+%04X in %s".formatted(c, name));
            });
  }

  private static boolean isUtf8(byte[] body) {
    try {
      // A decoder made anew reports what is malformed instead of replacing it.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private Merchant merchant(@Nullable String mchId) {
    if (mchId == null || mchId.isEmpty()) {
      throw new ReturnFailure("缺少参数mch_id", "LACK_PARAMS", "mch_id is missing. / 缺少参数 mch_id。");
    }
    Merchant merchant = mchId.matches("[0-9]{1,32}") ? platform.merchants().find(mchId) : null;
    if (merchant == null) {
      throw new ReturnFailure(
          "商户号mch_id不存在",
          "MCHID_NOT_EXIST",
          "This platform knows no merchant with this mch_id; known are / 本平台没有此商户号，已有: "
              + platform.merchants().all().stream().map(Merchant::mchid).toList());
    }
    return merchant;
  }

  private SignType prove(SortedMap<String, String> fields, Merchant merchant) {
    SignType signType = signType(fields.get("sign_type"));
    String sign = fields.getOrDefault("sign", "");
    String given = platform.rules().lowerCaseSign() ? sign.toUpperCase(Locale.ROOT) : sign;
    if (signType == null || !fits(given, V2Messages.sign(fields, signType, merchant.v2()))) {
      throw new ReturnFailure("签名错误", null, V2SignatureHints.of(fields, merchant));
    }
    return signType;
  }

  /** The algorithm; null if it is neither of the two. */
  private static @Nullable SignType signType(@Nullable String name) {
    if (name == null || name.isEmpty() || name.equals(SignType.MD5.wireName())) {
      return SignType.MD5;
    }
    return name.equals(SignType.HMAC_SHA256.wireName()) ? SignType.HMAC_SHA256 : null;
  }

  private static boolean fits(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
