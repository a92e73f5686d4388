package io.github.paybell.protocol.v2;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plain reading of a payment, from a map of strings: the oracle of the fast one. */
final class MapReading {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private MapReading() {}

  static V2Result read(SortedMap<String, String> fields, SignType signType, int keyIndex) {
    Taker facts = new Taker(fields);
    // Known, but of no use once the signature is proved.
    facts.text("return_msg");
    facts.text("nonce_str");
    facts.text("sign");
    facts.text("sign_type");

    String returnCode = facts.code("return_code");
    String resultCode = facts.code("result_code");
    String tradeState = facts.text("trade_state");
    boolean namesNoPayment =
        Stream.of("transaction_id", "out_trade_no", "total_fee", "trade_state")
            .allMatch(name -> isAbsent(fields, name));
    if (namesNoPayment && facts.unreadable == null) {
      return new V2Result.Other(fields, signType, keyIndex, isDoubtful(fields));
    }
    if (resultCode == null && tradeState == null) {
      facts.missing("result_code");
    }
    String mchId = facts.neededText("mch_id");
    String transactionId = facts.neededText("transaction_id");
    String outTradeNo = facts.neededText("out_trade_no");
    long totalFee = facts.neededAmount("total_fee");
    if (facts.unreadable != null) {
      return new V2Result.NotUnderstood(facts.unreadable, facts.problem, fields, keyIndex);
    }
    String state =
        Stream.of(returnCode, resultCode, tradeState)
            .filter(Objects::nonNull)
            .filter(word -> !word.equals("SUCCESS"))
            .findFirst()
            .orElse("SUCCESS");
    boolean claimsPayment = state.equals("SUCCESS") || state.equals("REFUND");
    if (facts.missing != null) {
      return claimsPayment
          ? new V2Result.NotUnderstood(
              facts.missing, facts.missing + " is missing", fields, keyIndex)
          : new V2Result.Other(fields, signType, keyIndex, isDoubtful(fields));
    }
    String feeType = facts.text("fee_type");
    return new V2Result.Payment(
        new V2Payment(
            facts.text("appid"),
            mchId,
            facts.text("sub_appid"),
            facts.text("sub_mch_id"),
            facts.text("device_info"),
            returnCode,
            resultCode,
            facts.text("err_code"),
            facts.text("err_code_des"),
            facts.text("openid"),
            facts.text("is_subscribe"),
            facts.text("sub_openid"),
            facts.text("sub_is_subscribe"),
            facts.text("trade_type"),
            tradeState,
            facts.text("bank_type"),
            totalFee,
            facts.amount("settlement_total_fee"),
            feeType == null ? "CNY" : feeType,
            facts.amount("cash_fee"),
            facts.text("cash_fee_type"),
            facts.amount("coupon_fee"),
            facts.amount("coupon_count"),
            facts.coupons(),
            transactionId,
            outTradeNo,
            facts.text("attach"),
            facts.time("time_end"),
            facts.text("version"),
            facts.text("promotion_detail"),
            facts.text("rate_value"),
            facts.text("contract_id"),
            facts.rest()),
        signType,
        keyIndex,
        isDoubtful(fields));
  }

  /** The rule in words of regular expressions. */
  private static boolean isDoubtful(SortedMap<String, String> fields) {
    String names =
        Arrays.stream(FieldName.values())
            .map(name -> Pattern.quote(name.wireName))
            .collect(Collectors.joining("|", "(?:", "|coupon_(?:fee|id|type)_[0-9]+)"));
    Pattern inValue = Pattern.compile("&" + names + "=");
    if (fields.values().stream().anyMatch(value -> inValue.matcher(value).find())) {
      return true;
    }
    SortedMap<String, String> signed = new TreeMap<>(fields);
    signed.remove("sign");
    signed.values().removeIf(String::isEmpty);
    for (String chosen : List.of("attach", "device_info")) {
      SortedMap<String, String> after = signed.tailMap(chosen + '\0');
      if (signed.containsKey(chosen) && !after.isEmpty()) {
        String next = after.firstKey();
        boolean currency = next.equals("fee_type") && !"CNY".equals(after.get(next));
        if (!next.matches(names) || (chosen.equals("device_info") && currency)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAbsent(SortedMap<String, String> fields, String name) {
    return fields.getOrDefault(name, "").isEmpty();
  }

  /** Whether it is the {@code yyyyMMddHHmmss} of a time that exists, by the JDK's own parser. */
  static boolean isTime(String text) {
    if (!text.matches("[0-9]{14}")) {
      return false;
    }
    try {
      LocalDateTime.parse(text, TIME);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Removes from a copy of the map what is taken. */
  private static final class Taker {
    /** 18 digits always fit a long; an amount of fen never needs as many. */
    private static final int MOST_DIGITS = 18;

    /**
     * Coupons beyond this number are left among the unknown fields; 512 fields cannot hold them.
     */
    private static final int MOST_INDEX_DIGITS = 4;

    private final TreeMap<String, String> rest;
    private @Nullable String missing;
    private @Nullable String unreadable;
    private String problem = "";

    Taker(SortedMap<String, String> fields) {
      rest = new TreeMap<>(fields);
    }

    /** The value, or null if the field is absent or empty. */
    @Nullable String text(String name) {
      String value = rest.remove(name);
      return value == null || value.isEmpty() ? null : value;
    }

    /** The value, which must be there. */
    String neededText(String name) {
      String value = text(name);
      if (value == null) {
        missing(name);
        return "";
      }
      return value;
    }

    /** An amount in fen, which must be there and be digits only. */
    long neededAmount(String name) {
      String value = neededText(name);
      if (value.isEmpty()) {
        return 0;
      }
      if (!isNumber(value)) {
        unreadable(name, "a whole number of fen");
        return 0;
      }
      return Long.parseLong(value);
    }

    /** An amount in fen; null, and left among the unknown fields, if it is absent or no number. */
    @Nullable Long amount(String name) {
      String value = rest.get(name);
      if (value == null || !isNumber(value)) {
        return null;
      }
      rest.remove(name);
      return Long.valueOf(value);
    }

    /** All coupons whose number is written without leading zeros, by number. */
    List<V2Coupon> coupons() {
      TreeSet<Integer> indexes = new TreeSet<>();
      for (String prefix : new String[] {"coupon_fee_", "coupon_id_", "coupon_type_"}) {
        // '9' + 1 is ':', so this is every name that goes on with a digit.
        for (Map.Entry<String, String> field : rest.subMap(prefix + "0", prefix + ":").entrySet()) {
          String index = field.getKey().substring(prefix.length());
          // An empty element is not signed: it must not make a coupon.
          if (!field.getValue().isEmpty()
              && index.length() <= MOST_INDEX_DIGITS
              && isNumber(index)
              && (index.length() == 1 || index.charAt(0) != '0')) {
            indexes.add(Integer.valueOf(index));
          }
        }
      }
      List<V2Coupon> coupons = new ArrayList<>(indexes.size());
      for (int n : indexes) {
        coupons.add(
            new V2Coupon(
                n, text("coupon_type_" + n), text("coupon_id_" + n), amount("coupon_fee_" + n)));
      }
      return coupons;
    }

    void missing(String name) {
      if (missing == null) {
        missing = name;
      }
    }

    void unreadable(String name, String expected) {
      if (unreadable == null) {
        unreadable = name;
        problem = name + " is not " + expected;
      }
    }

    @Nullable String code(String name) {
      String code = text(name);
      if (code != null && !code.equals("SUCCESS") && !code.equals("FAIL")) {
        unreadable(name, "SUCCESS or FAIL");
      }
      return code;
    }

    @Nullable String time(String name) {
      return isTime(rest.getOrDefault(name, "")) ? rest.remove(name) : null;
    }

    /** What nobody took. */
    SortedMap<String, String> rest() {
      return Collections.unmodifiableSortedMap(rest);
    }

    private static boolean isNumber(String value) {
      int length = value.length();
      if (length == 0 || length > MOST_DIGITS) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        char c = value.charAt(i);
        if (c < '0' || c > '9') {
          return false;
        }
      }
      return true;
    }
  }
}
