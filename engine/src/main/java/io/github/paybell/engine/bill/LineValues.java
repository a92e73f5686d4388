package io.github.paybell.engine.bill;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one line, each behind a backtick: {@code `a,`b,`c}. A value may hold commas, and
 * backticks too unless they follow a comma. Points into the line's bytes; not thread-safe.
 */
final class LineValues {
  private final int[] begins;
  private final int[] ends;

  /** The value of a line before, per position: most lines say the same merchant and currency. */
  private final byte[][] lastBytes;

  private final String[] lastTexts;
  private byte[] bytes = new byte[0];
  private int found;

  LineValues(int columns) {
    begins = new int[columns];
    ends = new int[columns];
    lastBytes = new byte[columns][0];
    lastTexts = new String[columns];
    Arrays.fill(lastTexts, "");
  }

  void split(byte[] line, int from, int to) throws BrokenLineException {
    bytes = line;
    found = 0;
    if (from == to || line[from] != '`') {
      throw new BrokenLineException("does not begin with a backtick");
    }
    int count = 0;
    int begin = from + 1;
    for (int i = begin; i < to; i++) {
      if (line[i] == '`' && line[i - 1] == ',' && i > begin) {
        if (count < begins.length) {
          begins[count] = begin;
          ends[count] = i - 1;
        }
        count++;
        begin = i + 1;
      }
    }
    if (count < begins.length) {
      begins[count] = begin;
      ends[count] = to;
    }
    count++;
    found = Math.min(count, begins.length);
    if (count != begins.length) {
      throw new BrokenLineException("has " + count + " values, the header " + begins.length);
    }
  }

  /** How many values of this line follow another: where a comma and a backtick stand together. */
  static int commas(LineBytes line) {
    byte[] bytes = line.bytes();
    int commas = 0;
    for (int i = line.from() + 1; i < line.to(); i++) {
      if (bytes[i] == '`' && bytes[i - 1] == ',') {
        commas++;
      }
    }
    return commas;
  }

  /**
   * A value of a line that could not be split: the ones before the damage stand where they should.
   *
   * @return null: the line does not get that far
   */
  @Nullable String before(int position) {
    return position < found ? text(position) : null;
  }

  int length(int position) {
    return ends[position] - begins[position];
  }

  boolean is(int position, byte[] value) {
    return Arrays.equals(bytes, begins[position], ends[position], value, 0, value.length);
  }

  String text(int position) {
    return new String(bytes, begins[position], length(position), StandardCharsets.UTF_8);
  }

  /** A key that is mostly the same from line to line: one object while it is. */
  String repeated(BillColumn column, int position, int longest) throws BrokenLineException {
    if (length(position) == 0 || !is(position, lastBytes[position])) {
      lastTexts[position] = key(column, position, longest);
      lastBytes[position] = Arrays.copyOfRange(bytes, begins[position], ends[position]);
    }
    return lastTexts[position];
  }

  /**
   * A number, an identifier: printable ASCII.
   *
   * @param longest in characters
   */
  String key(BillColumn column, int position, int longest) throws BrokenLineException {
    int length = length(position);
    boolean good = length >= 1 && length <= longest;
    for (int i = begins[position]; good && i < ends[position]; i++) {
      good = bytes[i] > 0x20 && bytes[i] < 0x7f;
    }
    if (!good) {
      throw new BrokenLineException(
          column.title() + " must be 1 to " + longest + " printable ASCII characters");
    }
    return new String(bytes, begins[position], length, StandardCharsets.ISO_8859_1);
  }

  /** {@code yyyy-MM-dd HH:mm:ss}; null: something else, and nothing hangs on it. */
  @Nullable String time(int position) {
    boolean good = length(position) == TIME.length();
    for (int i = 0; good && i < TIME.length(); i++) {
      byte is = bytes[begins[position] + i];
      char wanted = TIME.charAt(i);
      good = wanted == '0' ? is >= '0' && is <= '9' : is == wanted;
    }
    return good ? text(position) : null;
  }

  private static final String TIME = "0000-00-00 00:00:00";

  /** Yuan as a whole number of 10^-decimals yuan; empty is 0. */
  long amount(BillColumn column, int position, int decimals) throws BrokenLineException {
    return Yuan.parse(column, bytes, begins[position], ends[position], decimals);
  }
}
