package io.github.paybell.server.notify;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose {@code X-Forwarded-For} is believed. Immutable. An address found this way is
 * for the rejection sample and for people, never a basis for trust.
 */
public final class TrustedProxies {
  private record Range(byte[] network, int bits) {
    boolean holds(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Range> ranges;

  private TrustedProxies(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads addresses and ranges.
   *
   * @param texts IPv4 or IPv6 addresses, alone or as CIDR ranges such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException naming the text that is neither
   */
  public static TrustedProxies of(List<String> texts) {
    var ranges = new ArrayList<Range>();
    for (var text : texts) {
      ranges.add(range(text.strip()));
    }
    return new TrustedProxies(List.copyOf(ranges));
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    var network = bytes(slash < 0 ? text : text.substring(0, slash));
    if (network != null) {
      var bits = slash < 0 ? "" + network.length * 8 : text.substring(slash + 1);
      if (bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= network.length * 8) {
        return new Range(network, Integer.parseInt(bits));
      }
    }
    throw new IllegalArgumentException(
        "notify.trusted-proxies must be addresses or ranges such as 10.0.0.0/8, was " + text);
  }

  /**
   * The address a request came from: the peer, or what the nearest trusted proxies say they got it
   * from.
   *
   * @param forwardedFor {@code X-Forwarded-For}, null when absent; read from its end, because only
   *     the end was written by our own proxies
   */
  String sender(String peer, @Nullable String forwardedFor) {
    if (forwardedFor == null || !trusts(peer)) {
      return peer;
    }
    var hops = forwardedFor.split(",", -1);
    var sender = peer;
    for (int i = hops.length - 1; i >= 0; i--) {
      var hop = hops[i].strip();
      if (bytes(hop) == null) {
        return sender;
      }
      sender = hop;
      if (!trusts(hop)) {
        return sender;
      }
    }
    return sender;
  }

  private boolean trusts(String address) {
    var bytes = bytes(address);
    return bytes != null && ranges.stream().anyMatch(range -> range.holds(bytes));
  }

  /**
   * Under what an address is counted: of IPv6 the network of 64 bits, because the holder of one
   * address of it has them all. Null: it is a trusted proxy, behind which stand many.
   */
  @Nullable String origin(String peer) {
    if (trusts(peer)) {
      return null;
    }
    var bytes = bytes(peer);
    return bytes == null || bytes.length == 4
        ? peer
        : HexFormat.of().formatHex(bytes, 0, 8) + "::/64";
  }

  private static byte @Nullable [] bytes(String address) {
    return NetUtil.createByteArrayFromIpAddressString(address);
  }
}
