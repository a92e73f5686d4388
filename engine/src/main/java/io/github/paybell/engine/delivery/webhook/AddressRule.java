package io.github.paybell.engine.delivery.webhook;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Which addresses one webhook may connect to.
 *
 * @param plain whether it speaks http: then only addresses that are not public, because a payment
 *     does not cross the open network in clear
 * @param allowPrivate whether addresses that are not public may be called
 */
record AddressRule(boolean plain, boolean allowPrivate) {
  /**
   * @return why not, as a sentence; empty: it may
   */
  Optional<String> objection(InetAddress address) {
    var kind = Addresses.kind(address);
    var text = address.getHostAddress() + " is " + kind.words();
    return switch (kind) {
      case PUBLIC ->
          plain
              ? Optional.of(text + " and http carries payments in clear: use https")
              : Optional.empty();
      case UNUSABLE -> Optional.of(text);
      default ->
          allowPrivate
              ? Optional.empty()
              : Optional.of(text + " and delivery.allow-private-addresses is false");
    };
  }

  /**
   * @throws AddressRefusedException if the address may not be called
   */
  void check(InetAddress address) throws AddressRefusedException {
    var objection = objection(address);
    if (objection.isPresent()) {
      throw new AddressRefusedException(objection.get());
    }
  }
}
