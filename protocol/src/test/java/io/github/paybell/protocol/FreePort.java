package io.github.paybell.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * A port for a process that has to be told its port before it starts. It lies below the ranges from
 * which systems give ports to connections and to sockets bound to 0 (Linux from 32768, macOS and
 * Windows from 49152), so neither takes it in the meantime.
 */
public final class FreePort {
  private static final int FIRST = 10_240;
  private static final int END = 32_768;

  private FreePort() {}

  /**
   * Chosen at random, so that test processes side by side do not choose the same one.
   *
   * @return a port that nothing listened on a moment ago
   */
  public static int choose() {
    while (true) {
      int port = RandomGenerator.getDefault().nextInt(FIRST, END);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
