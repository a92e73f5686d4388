package io.github.paybell.simulator.control;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What was probably meant by a name that does not exist. */
public final class Nearest {
  private Nearest() {}

  /**
   * The refusal of a name, with the nearest one that exists.
   *
   * @param what the kind of thing, such as {@code rule}
   * @param name as it was written
   * @param known those that exist, at least one
   */
  public static IllegalArgumentException refuse(
      String what, String name, Collection<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(it -> distance(it, name))).orElseThrow();
    return new IllegalArgumentException(
        "no " + what + " \"" + name + "\"; the nearest is \"" + nearest + "\"");
  }

  /** How many letters have to be put in, taken out or replaced. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
