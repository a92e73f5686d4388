package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Terms;
import java.util.List;

/** How the call of the cashier for one order must be signed. */
sealed interface PaySignature permits RsaPaySignature, DigestPaySignature {
  /**
   * The one for an order: the way in which it was placed.
   *
   * @param terms the order, of a combined one the first
   * @param merchant who placed it; its key signs
   */
  static PaySignature of(Terms terms, Merchant merchant, boolean lowerCase) {
    return terms.signType() == null
        ? new RsaPaySignature(merchant.merchantPublicKey())
        : new DigestPaySignature(terms.signType(), merchant, lowerCase);
  }

  /** {@code signType}, as the call must name it. */
  String signType();

  /** Whether {@code paySign} signs the call under this appid. */
  boolean signs(PayCall call, String appId);

  /** What is signed, for a person: as built from the call. */
  String text(PayCall call, String appId);

  /** What may have gone wrong, for a person; empty if nothing fits. */
  List<Hint> hints(PayCall call, String appId);
}
