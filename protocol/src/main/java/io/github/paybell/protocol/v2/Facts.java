package io.github.paybell.protocol.v2;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes typed facts out of a field table and remembers the first one that cannot be had. What is
 * not taken is left over as unknown. Reusable with its table, not thread-safe; only what is taken
 * as text becomes a string.
 */
final class Facts {
  private static final NameStart COMBINE = new NameStart("combine_");
  private static final NameStart SUB_ORDER = new NameStart("sub_order");

  private final FieldTable table;

  /** The number of each known field in the table, -1 if it is not there; by ordinal. */
  private final int[] numbers = new int[FieldName.values().length];

  private final boolean[] taken = new boolean[FieldTable.MAX_FIELDS];
  private @Nullable FieldName missing;
  private @Nullable FieldName unreadable;
  private String expected = "";

  Facts(FieldTable table) {
    this.table = table;
  }

  /** Looks at what the table holds now: nothing is taken yet. */
  void start() {
    table.findKnown(numbers);
    Arrays.fill(taken, 0, table.size(), false);
    missing = null;
    unreadable = null;
  }

  /** All fields, taken or not. */
  SortedMap<String, String> all() {
    return table.toMap();
  }

  /** The number of the field in the table, -1 if it is not there. */
  int number(FieldName name) {
    return numbers[name.ordinal()];
  }

  /** Whether the field is not there or empty. */
  boolean isAbsent(FieldName name) {
    int field = numbers[name.ordinal()];
    return field < 0 || table.valueLength(field) == 0;
  }

  /** Takes a field that is known, but of no use. */
  void drop(FieldName name) {
    int field = numbers[name.ordinal()];
    if (field >= 0) {
      taken[field] = true;
    }
  }

  /** The value, or null if the field is absent or empty. */
  @Nullable String text(FieldName name) {
    int field = numbers[name.ordinal()];
    return field < 0 ? null : text(field);
  }

  /** The value, which must be there. */
  String neededText(FieldName name) {
    String value = text(name);
    if (value == null) {
      missing(name);
      return "";
    }
    return value;
  }

  /** An amount in fen, which must be there and be digits only. */
  long neededAmount(FieldName name) {
    if (isAbsent(name)) {
      missing(name);
      return 0;
    }
    int field = numbers[name.ordinal()];
    taken[field] = true;
    long amount = table.number(field);
    if (amount < 0) {
      unreadable(name, "a whole number of fen");
      return 0;
    }
    return amount;
  }

  /** {@code SUCCESS} or {@code FAIL}, or null if the field is absent or empty. */
  @Nullable String code(FieldName name) {
    String code = text(name);
    if (code != null && !code.equals("SUCCESS") && !code.equals("FAIL")) {
      unreadable(name, "SUCCESS or FAIL");
    }
    return code;
  }

  /** An amount in fen that is digits only, or null if the field is absent or empty. */
  @Nullable Long decidingAmount(FieldName name) {
    return isAbsent(name) ? null : Long.valueOf(neededAmount(name));
  }

  /** {@code yyyyMMddHHmmss}; null, and left among the unknown fields, if it is anything else. */
  @Nullable String compactTime(FieldName name) {
    int field = numbers[name.ordinal()];
    String time = field < 0 || table.valueLength(field) != 14 ? null : table.value(field);
    if (time == null || !BeijingTime.isCompact(time)) {
      return null;
    }
    taken[field] = true;
    return time;
  }

  /** The name of a field by which a combined payment is known; null: it is none. */
  @Nullable String combined() {
    for (int field = 0; field < table.size(); field++) {
      if (table.nameStartsWith(field, COMBINE) || table.nameStartsWith(field, SUB_ORDER)) {
        return table.name(field);
      }
    }
    return null;
  }

  /** An amount in fen; null, and left among the unknown fields, if it is absent or no number. */
  @Nullable Long amount(FieldName name) {
    int field = numbers[name.ordinal()];
    return field < 0 ? null : amount(field);
  }

  /** The value of a field of the table, or null if it is empty. */
  @Nullable String text(int field) {
    taken[field] = true;
    return table.valueLength(field) == 0 ? null : table.value(field);
  }

  /** The amount in a field of the table; null, and left among the unknown, if it is no number. */
  @Nullable Long amount(int field) {
    long amount = table.number(field);
    if (amount < 0) {
      return null;
    }
    taken[field] = true;
    return amount;
  }

  void missing(FieldName name) {
    if (missing == null) {
      missing = name;
    }
  }

  private void unreadable(FieldName name, String expected) {
    if (unreadable == null) {
      unreadable = name;
      this.expected = expected;
    }
  }

  /** The first needed field that is not there; null if all are. */
  @Nullable FieldName missing() {
    return missing;
  }

  /** The first field that decides and is not what it should be; null if all are. */
  @Nullable FieldName unreadable() {
    return unreadable;
  }

  /**
   * What became of a message in which something was {@link #unreadable()} or {@link #missing()}.
   *
   * @param fields to be kept
   */
  V2Result.NotUnderstood notUnderstood(SortedMap<String, String> fields, int keyIndex) {
    if (unreadable != null) {
      return new V2Result.NotUnderstood(
          unreadable.wireName, unreadable.wireName + " is not " + expected, fields, keyIndex);
    }
    if (missing == null) {
      throw new IllegalStateException("Everything could be had");
    }
    return new V2Result.NotUnderstood(
        missing.wireName, missing.wireName + " is missing", fields, keyIndex);
  }

  /** What was not taken. */
  SortedMap<String, String> rest() {
    TreeMap<String, String> rest = null;
    for (int field = 0; field < table.size(); field++) {
      if (!taken[field]) {
        if (rest == null) {
          rest = new TreeMap<>();
        }
        rest.put(table.name(field), table.value(field));
      }
    }
    return rest == null ? Collections.emptySortedMap() : rest;
  }
}
