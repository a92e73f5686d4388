package io.github.paybell.protocol;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * What some tests need of their machine, because Maven has no artifact of it. Where it is not
 * there, the test is skipped; unless the environment variable {@code PAYBELL_REQUIRE} names it, as
 * {@code .ci/run} does on a machine that has packages of it: then the test fails.
 */
public enum Need {
  MYSQL,
  CHROMIUM,
  NODE,
  STRACE,
  PGBOUNCER;

  private static final String VARIABLE = "PAYBELL_REQUIRE";

  /**
   * Ends a test that cannot be without this.
   *
   * @param why a sentence for whom reads the report
   * @return never
   * @throws IllegalStateException if this machine must have it
   * @throws org.opentest4j.TestAbortedException else
   */
  public <T> T missing(String why) {
    return missing(why, System.getenv().getOrDefault(VARIABLE, ""));
  }

  <T> T missing(String why, String required) {
    if (named(required).contains(this)) {
      throw new IllegalStateException(why + " (" + VARIABLE + " says that it must be here)");
    }
    return Assumptions.abort(why);
  }

  // A word that is none of these would otherwise require nothing, and nobody would notice.
  private static Set<Need> named(String required) {
    return Arrays.stream(required.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(Need::of)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Need.class)));
  }

  private static Need of(String word) {
    return Arrays.stream(values())
        .filter(need -> need.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s knows no \"%s\"; it takes %s, separated by commas"
                        .formatted(
                            VARIABLE, word, Arrays.toString(values()).toLowerCase(Locale.ROOT))));
  }
}
