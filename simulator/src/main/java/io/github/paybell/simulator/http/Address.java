package io.github.paybell.simulator.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** How others reach a listener. */
public final class Address {
  private static final String LOOPBACK = "127.0.0.1";

  private Address() {}

  /**
   * The host to put into addresses that are given out: of a listener on all addresses one that a
   * phone in the same network can reach, if this machine has one.
   *
   * @param host as it is listened on
   */
  public static String reachable(String host) {
    if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
      return networkAddress();
    }
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String networkAddress() {
    try {
      for (NetworkInterface it : list(NetworkInterface.getNetworkInterfaces())) {
        if (it.isUp() && !it.isLoopback() && !it.isVirtual()) {
          for (InetAddress address : list(it.getInetAddresses())) {
            if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
              return address.getHostAddress();
            }
          }
        }
      }
    } catch (SocketException e) {
      // A name that cannot be resolved has no address to give.
      return LOOPBACK;
    }
    return LOOPBACK;
  }

  private static <T> List<T> list(Enumeration<T> enumeration) {
    return Collections.list(enumeration);
  }
}
