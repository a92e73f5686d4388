package io.github.paybell.protocol.v2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Plausible payment notifications with everything that made libraries stumble; seeded. */
final class RandomMessages {
  // Never white space at an end of a value: one peer signs trimmed values.
  private static final String[] PIECES = {
    "门店",
    "深圳",
    "🧧",
    "é",
    "€",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "&amp;",
    "&#65;",
    "]]",
    "]]>",
    "<![CDATA[",
    "</xml>",
    "=",
    "+",
    "%20",
    "100%",
    "{\"a\":[1]}",
    "a b",
    "0",
    "null",
    "-",
    "_",
    "\\",
    "𠀀",
    "کو"
  };

  private final Random random;

  RandomMessages(long seed) {
    random = new Random(seed);
  }

  /** Fields without {@code sign}, in random order. */
  Map<String, String> next() {
    Map<String, String> fields = new LinkedHashMap<>();
    long total = 1 + random.nextInt(1_000_000);
    int coupons = random.nextInt(3) == 0 ? random.nextInt(13) : 0;
    fields.put("appid", "wxtest" + digits(12));
    fields.put("mch_id", digits(10));
    fields.put("nonce_str", digits(32));
    fields.put("return_code", "SUCCESS");
    fields.put("result_code", "SUCCESS");
    fields.put("openid", "oTEST" + digits(23));
    fields.put("is_subscribe", random.nextBoolean() ? "Y" : "N");
    fields.put("trade_type", "JSAPI");
    fields.put("bank_type", "UPQUICKPASS_DEBIT");
    fields.put("fee_type", "CNY");
    fields.put("transaction_id", "42" + digits(26));
    fields.put("out_trade_no", "OUT-" + digits(12));
    fields.put("time_end", "20260105%02d%02d%02d".formatted(hour(), minute(), minute()));
    long couponFee = 0;
    for (int i = 0; i < coupons; i++) {
      long fee = random.nextInt(100);
      couponFee += fee;
      fields.put("coupon_id_" + i, digits(20));
      fields.put("coupon_fee_" + i, Long.toString(fee));
      if (random.nextBoolean()) {
        fields.put("coupon_type_" + i, random.nextBoolean() ? "CASH" : "NO_CASH");
      }
    }
    if (coupons > 0) {
      fields.put("coupon_count", Integer.toString(coupons));
      fields.put("coupon_fee", Long.toString(couponFee));
    }
    fields.put("total_fee", Long.toString(total + couponFee));
    fields.put("cash_fee", Long.toString(total));
    if (random.nextBoolean()) {
      fields.put("attach", text());
    }
    if (random.nextInt(4) == 0) {
      fields.put("device_info", "");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put("future_" + (char) ('a' + random.nextInt(26)) + digits(2), text());
    }
    if (random.nextInt(4) == 0) {
      fields.put("Zz_upper", random.nextBoolean() ? "0" : "");
    }
    List<String> names = new ArrayList<>(fields.keySet());
    Collections.shuffle(names, random);
    Map<String, String> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, fields.get(name)));
    return shuffled;
  }

  /** One of the spellings. */
  V2Form form() {
    return new V2Form(
        random.nextBoolean() ? V2Form.Values.CDATA : V2Form.Values.ENTITIES,
        random.nextBoolean() ? V2Form.Order.SORTED : V2Form.Order.AS_GIVEN,
        random.nextInt(4) == 0);
  }

  SignType signType() {
    return random.nextBoolean() ? SignType.MD5 : SignType.HMAC_SHA256;
  }

  /** A key of letters and digits. */
  String key() {
    String alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      key.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return key.toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private String digits(int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private int hour() {
    return random.nextInt(24);
  }

  private int minute() {
    return random.nextInt(60);
  }
}
