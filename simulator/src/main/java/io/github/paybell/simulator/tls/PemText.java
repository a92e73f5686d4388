package io.github.paybell.simulator.tls;

import java.util.Base64;

/** Writes PEM. */
final class PemText {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemText() {}

  /** One block, such as {@code CERTIFICATE}. */
  static String of(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
