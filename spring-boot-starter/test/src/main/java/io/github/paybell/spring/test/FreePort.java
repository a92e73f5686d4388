package io.github.paybell.spring.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * A port without a listener, below those that Linux, macOS and Windows give to outgoing
 * connections: one of these could take it before the shop does.
 */
final class FreePort {
  /** The lowest, below which other programs' usual ports are. */
  static final int FIRST = 10_240;

  /** The highest; Linux's own begin at 32768. */
  static final int LAST = 32_767;

  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * Chosen by chance, so that test runs beside each other seldom meet.
   *
   * @throws IllegalStateException if a hundred were taken
   */
  static int on(InetAddress address, RandomGenerator chance) {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      int port = chance.nextInt(FIRST, LAST + 1);
      try (var socket = new ServerSocket(port, 1, address)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IllegalStateException(
        "no free port between " + FIRST + " and " + LAST + " on " + address.getHostAddress(), last);
  }
}
