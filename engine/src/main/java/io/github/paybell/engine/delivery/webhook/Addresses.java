package io.github.paybell.engine.delivery.webhook;

import static io.github.paybell.engine.delivery.webhook.AddressKind.LINK_LOCAL;
import static io.github.paybell.engine.delivery.webhook.AddressKind.LOOPBACK;
import static io.github.paybell.engine.delivery.webhook.AddressKind.PRIVATE;
import static io.github.paybell.engine.delivery.webhook.AddressKind.PUBLIC;
import static io.github.paybell.engine.delivery.webhook.AddressKind.RESERVED;
import static io.github.paybell.engine.delivery.webhook.AddressKind.UNUSABLE;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells public addresses from the others by IANA's special-purpose registries. An IPv6 address that
 * carries an IPv4 one (mapped, compatible, 6to4, NAT64) is what that one is. What no line names is
 * public in IPv4, and reserved in IPv6 outside of 2000::/3.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4 registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 registry</a>
 */
final class Addresses {
  private record Range(byte[] prefix, int bits, AddressKind kind) {
    boolean has(byte[] address) {
      int whole = bits / 8;
      int mask = 0xFF00 >> bits % 8;
      return Arrays.equals(prefix, 0, whole, address, 0, whole)
          && (bits % 8 == 0 || ((prefix[whole] ^ address[whole]) & mask & 0xFF) == 0);
    }
  }

  private static final List<Range> IPV4 =
      List.of(
          range("0.0.0.0", 8, UNUSABLE),
          range("10.0.0.0", 8, PRIVATE),
          range("100.64.0.0", 10, PRIVATE), // carrier-grade NAT; some clouds' metadata lives here
          range("127.0.0.0", 8, LOOPBACK),
          range("169.254.0.0", 16, LINK_LOCAL), // 169.254.169.254 hands out a cloud's credentials
          range("172.16.0.0", 12, PRIVATE),
          range("192.0.0.0", 24, RESERVED),
          range("192.0.2.0", 24, RESERVED), // for documentation, as are two below
          range("192.88.99.0", 24, RESERVED), // relays of 6to4, given up
          range("192.168.0.0", 16, PRIVATE),
          range("198.18.0.0", 15, RESERVED),
          range("198.51.100.0", 24, RESERVED),
          range("203.0.113.0", 24, RESERVED),
          range("224.0.0.0", 4, UNUSABLE),
          range("255.255.255.255", 32, UNUSABLE),
          range("240.0.0.0", 4, RESERVED));

  private static final List<Range> IPV6 =
      List.of(
          range("::", 128, UNUSABLE),
          range("::1", 128, LOOPBACK),
          range("fc00::", 7, PRIVATE),
          range("fe80::", 10, LINK_LOCAL),
          range("fec0::", 10, PRIVATE), // site-local, before fc00::/7 took its place
          range("ff00::", 8, UNUSABLE),
          range("2001:db8::", 32, RESERVED), // for documentation, as is 3fff::
          range("3fff::", 20, RESERVED),
          range("2001::", 23, RESERVED), // Teredo among them: a tunnel to an IPv4 address
          range("2000::", 3, PUBLIC));

  private static final Range COMPATIBLE = range("::", 96, PUBLIC);
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final Range NAT64 = range("64:ff9b::", 96, PUBLIC);
  private static final Range SIX_TO_FOUR = range("2002::", 16, PUBLIC);

  private Addresses() {}

  static AddressKind kind(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 4 ? kind(IPV4, bytes, PUBLIC) : ipv6(bytes);
  }

  private static AddressKind ipv6(byte[] bytes) {
    // the JDK turns mapped addresses into IPv4 ones, but does not promise it for every way to one
    if (NAT64.has(bytes) || Arrays.equals(MAPPED, 0, 12, bytes, 0, 12)) {
      return kind(IPV4, Arrays.copyOfRange(bytes, 12, 16), PUBLIC);
    }
    if (SIX_TO_FOUR.has(bytes)) {
      return kind(IPV4, Arrays.copyOfRange(bytes, 2, 6), PUBLIC);
    }
    if (COMPATIBLE.has(bytes) && (bytes[12] | bytes[13]) != 0) {
      return kind(IPV4, Arrays.copyOfRange(bytes, 12, 16), RESERVED);
    }
    return kind(IPV6, bytes, RESERVED);
  }

  private static AddressKind kind(List<Range> ranges, byte[] address, AddressKind otherwise) {
    for (var range : ranges) {
      if (range.has(address)) {
        return range.kind();
      }
    }
    return otherwise;
  }

  private static Range range(String address, int bits, AddressKind kind) {
    try {
      return new Range(InetAddress.getByName(address).getAddress(), bits, kind);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " is no address", e);
    }
  }
}
