package io.github.paybell.simulator.v2;

import java.util.Set;

/** What a repetition of an order must repeat: every field but those that differ by nature. */
final class Fingerprint {
  /** The payer's phone may be in another network when it asks again. */
  private static final Set<String> NOT_REPEATED = Set.of("nonce_str", "sign", "spbill_create_ip");

  private Fingerprint() {}

  static String of(V2Call call) {
    StringBuilder text = new StringBuilder("v2");
    call.fields()
        .forEach(
            (name, value) -> {
              if (!NOT_REPEATED.contains(name) && !value.isEmpty()) {
                // Lengths keep two fields from looking like one.
                text.append('\n').append(name).append(' ').append(value.length());
                text.append(' ').append(value);
              }
            });
    return text.toString();
  }
}
