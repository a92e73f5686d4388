package io.github.paybell.simulator.hostile;

import java.nio.charset.StandardCharsets;

/** Bytes for a person who looks at a failure. */
final class Shown {
  private static final int MOST = 3_000;

  private Shown() {}

  static String of(byte[] bytes) {
    StringBuilder shown = new StringBuilder();
    String text = new String(bytes, StandardCharsets.UTF_8);
    text.codePoints()
        .limit(MOST)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown + (text.length() > MOST ? "… (" + bytes.length + " bytes)" : "");
  }
}
