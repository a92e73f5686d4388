package io.github.paybell.protocol.v2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes typed facts out of a field map and remembers the first one that cannot be had. What nobody
 * takes is left over as unknown.
 */
final class Facts {
  /** 18 digits always fit a long; an amount of fen never needs as many. */
  private static final int MOST_DIGITS = 18;

  /** Coupons beyond this number are left among the unknown fields; 512 fields cannot hold them. */
  private static final int MOST_INDEX_DIGITS = 4;

  private final TreeMap<String, String> rest;
  private @Nullable String problem;

  Facts(SortedMap<String, String> fields) {
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
    if (problem == null) {
      problem = name + " is missing";
    }
  }

  void unreadable(String name, String expected) {
    if (problem == null) {
      problem = name + " is not " + expected;
    }
  }

  /** What could not be had; null if everything could. */
  @Nullable String problem() {
    return problem;
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
