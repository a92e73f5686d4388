package io.github.paybell.simulator.cashier;

import java.util.List;

/** How the call of the cashier for one order must be signed. */
sealed interface PaySignature permits RsaPaySignature, DigestPaySignature {
  /** {@code signType}, as the call must name it. */
  String signType();

  /** Whether {@code paySign} signs the call under this appid. */
  boolean signs(PayCall call, String appId);

  /** What is signed, for a person: as built from the call. */
  String text(PayCall call, String appId);

  /** What may have gone wrong, for a person; empty if nothing fits. */
  List<Hint> hints(PayCall call, String appId);
}
