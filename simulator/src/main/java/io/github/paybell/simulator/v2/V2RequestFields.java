package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.NotifyUrl;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Rules;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes fields of the documented types out of a request, or fails naming the field. */
final class V2RequestFields {
  /** Which codes say that a field is missing or malformed. */
  enum Codes {
    /** Those of orders. */
    ORDER("LACK_PARAMS", "INVALID_REQUEST"),
    /** Those of refunds. */
    REFUND("PARAM_ERROR", "PARAM_ERROR");

    private final String missing;
    private final String malformed;

    Codes(String missing, String malformed) {
      this.missing = missing;
      this.malformed = malformed;
    }
  }

  private static final Pattern OUT_NUMBER = Pattern.compile("[0-9A-Za-z_\\-|*@]+");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,10}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final V2Call call;
  private final Codes codes;

  V2RequestFields(V2Call call, Codes codes) {
    this.call = call;
    this.codes = codes;
  }

  /** A field that must be there, of at most so many characters. */
  String needed(String name, int most) {
    String value = optional(name, most);
    if (value == null) {
      throw missing("缺少参数" + name);
    }
    return value;
  }

  /** A field of at most so many characters; null if it is absent or empty. */
  @Nullable String optional(String name, int most) {
    return optional(name, most, Rules.Unit.CHARACTERS);
  }

  /** A field of at most so many of some unit; null if it is absent or empty. */
  @Nullable String optional(String name, int most, Rules.Unit unit) {
    String value = call.text(name);
    if (value != null && unit.length(value) > most) {
      throw malformed(name + "参数长度有误");
    }
    return value;
  }

  /** An order's number: letters, digits and {@code _-|*@}; null if it is absent or empty. */
  @Nullable String outTradeNo() {
    return number("out_trade_no", 32);
  }

  /** A refund's number: letters, digits and {@code _-|*@}; null if it is absent or empty. */
  @Nullable String outRefundNo() {
    return number("out_refund_no", 64);
  }

  private @Nullable String number(String name, int most) {
    String value = optional(name, most);
    if (value != null && !OUT_NUMBER.matcher(value).matches()) {
      throw malformed(name + "参数格式有误");
    }
    return value;
  }

  /** Where a result goes; null if it is absent or empty. */
  @Nullable String notifyUrl(Rules rules) {
    String url = optional("notify_url", 256);
    NotifyUrl.Flaw flaw = url == null ? null : NotifyUrl.flaw(url, rules.notifyUrlRules());
    if (flaw != null) {
      throw malformed(
          "notify_url"
              + switch (flaw) {
                case NOT_ABSOLUTE -> "必须是http或https开头的绝对地址";
                case HAS_QUERY -> "不能携带参数";
                case NO_PATH -> "必须带路径";
                case NOT_HTTPS -> "必须是https地址";
                case HAS_PORT -> "不能携带端口";
                case NOT_PUBLIC -> "必须是外网可以访问的地址";
              });
    }
    return url;
  }

  /** Whole fen from 1 to 2147483647. */
  long amount(String name) {
    String value = needed(name, 32);
    long fen = AMOUNT.matcher(value).matches() ? Long.parseLong(value) : 0;
    if (fen < 1 || fen > Integer.MAX_VALUE) {
      throw malformed(name + "参数格式有误：必须是大于0的整数，单位为分");
    }
    return fen;
  }

  /** {@code yyyyMMddHHmmss} in Beijing; null if it is absent or empty. */
  @Nullable Instant time(String name) {
    String value = optional(name, 14);
    if (value == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(value, TIME).toInstant(PlatformTime.OFFSET);
    } catch (DateTimeParseException e) {
      throw malformed(name + "参数格式有误：应为yyyyMMddHHmmss");
    }
  }

  /** One of these words; null if it is absent or empty. */
  @Nullable String oneOf(String name, Set<String> words) {
    String value = call.text(name);
    if (value != null && !words.contains(value)) {
      throw malformed(name + "参数取值有误");
    }
    return value;
  }

  /** The failure that says that something is missing. */
  BusinessFailure missing(String text) {
    return new BusinessFailure(codes.missing, text);
  }

  /** The failure that says that something is not as documented. */
  BusinessFailure malformed(String text) {
    return new BusinessFailure(codes.malformed, text);
  }
}
