package io.github.paybell.simulator.v2;

/** What a repetition of an order must repeat: every field but those that differ by nature. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Call call) {
    StringBuilder text = new StringBuilder("v2");
    call.fields()
        .forEach(
            (name, value) -> {
              if (!name.equals("nonce_str") && !name.equals("sign") && !value.isEmpty()) {
                // Lengths keep two fields from looking like one.
                text.append('\n').append(name).append(' ').append(value.length());
                text.append(' ').append(value);
              }
            });
    return text.toString();
  }
}
