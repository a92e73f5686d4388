package io.github.paybell.protocol.v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields {@code coupon_fee_$n}, {@code coupon_id_$n} and {@code coupon_type_$n} of a table, put
 * together by their number. Reusable, not thread-safe.
 */
final class CouponFields {
  private static final NameStart COUPON = new NameStart("coupon_");

  /** How the numbered fields start. */
  static final List<String> STARTS = List.of("coupon_fee_", "coupon_id_", "coupon_type_");

  private static final NameStart[] KINDS =
      STARTS.stream().map(NameStart::new).toArray(NameStart[]::new);
  private static final int FEE = 0;
  private static final int ID = 1;

  /** Coupons beyond this number are left among the unknown fields; 512 fields cannot hold them. */
  private static final int MOST_INDEX_DIGITS = 4;

  /**
   * From high to low bits: the coupon's number, whether its element is empty, which kind of field
   * it is, and which field of the table. Sorted, the fields of one coupon stand together, and the
   * first of them tells whether all are empty.
   */
  private int[] found = new int[8];

  private int count;

  private final FieldTable table;
  private final Facts facts;

  /** Of this table; what is taken counts as taken from these facts about it. */
  CouponFields(FieldTable table, Facts facts) {
    this.table = table;
    this.facts = facts;
  }

  /** All coupons whose number is written without leading zeros, by number; takes their fields. */
  List<V2Coupon> take() {
    find();
    return count == 0 ? List.of() : coupons();
  }

  private void find() {
    count = 0;
    int field = 0;
    while (field < table.size() && !table.nameStartsWith(field, COUPON)) {
      field++;
    }
    // Fields are in order of their names, so these stand together.
    for (; field < table.size() && table.nameStartsWith(field, COUPON); field++) {
      for (int kind = 0; kind < KINDS.length; kind++) {
        if (table.nameStartsWith(field, KINDS[kind])) {
          int index = table.numberInName(field, KINDS[kind].length, MOST_INDEX_DIGITS);
          if (index >= 0) {
            int empty = table.valueLength(field) == 0 ? 1 : 0;
            add(index << 12 | empty << 11 | kind << 9 | field);
          }
        }
      }
    }
    Arrays.sort(found, 0, count);
  }

  private List<V2Coupon> coupons() {
    List<V2Coupon> coupons = new ArrayList<>();
    int i = 0;
    while (i < count) {
      int index = found[i] >>> 12;
      // An empty element is not signed: it must not make a coupon.
      boolean signed = (found[i] >>> 11 & 1) == 0;
      String type = null;
      String id = null;
      Long fee = null;
      for (; i < count && found[i] >>> 12 == index; i++) {
        if (signed) {
          int field = found[i] & (1 << 9) - 1;
          switch (found[i] >>> 9 & 3) {
            case FEE -> fee = facts.amount(field);
            case ID -> id = facts.text(field);
            default -> type = facts.text(field);
          }
        }
      }
      if (signed) {
        coupons.add(new V2Coupon(index, type, id, fee));
      }
    }
    return coupons;
  }

  private void add(int coupon) {
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = coupon;
  }
}
