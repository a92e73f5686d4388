package io.github.paybell.benchmarks.report;

import java.util.Collection;
import java.util.Locale;

/** The rounds of one figure: their median, and the range that says how far to trust it. */
public record Spread(double min, double median, double max, int rounds) {
  /** No rounds, no figure. */
  public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN, 0);

  public static Spread of(Collection<? extends Number> figures) {
    double[] sorted = figures.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int n = sorted.length;
    if (n == 0) {
      return NONE;
    }
    double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    return new Spread(sorted[0], median, sorted[n - 1], n);
  }

  /** The median alone, with so many decimals; a dash where nothing was measured. */
  public String plain(int decimals) {
    return number(median, decimals);
  }

  /** The median and, in brackets, the range. */
  public String withRange(int decimals) {
    return rounds < 2
        ? plain(decimals)
        : "%s (%s–%s)"
            .formatted(number(median, decimals), number(min, decimals), number(max, decimals));
  }

  public static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
  }
}
