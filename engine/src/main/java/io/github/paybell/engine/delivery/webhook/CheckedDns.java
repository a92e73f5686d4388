package io.github.paybell.engine.delivery.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves a name and refuses it unless every one of its addresses may be called. OkHttp connects
 * to the very addresses that it gets here and does not ask again for the same connection, so a name
 * that answers otherwise a moment later gains nothing.
 */
final class CheckedDns implements Dns {
  private final Dns dns;
  private final AddressRule rule;

  CheckedDns(Dns dns, AddressRule rule) {
    this.dns = dns;
    this.rule = rule;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    var addresses = List.copyOf(dns.lookup(host));
    for (var address : addresses) {
      rule.check(address);
    }
    return addresses;
  }
}
