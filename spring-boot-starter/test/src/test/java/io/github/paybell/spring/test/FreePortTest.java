package io.github.paybell.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  @DisplayName("It is below the ports of outgoing connections, and has no listener")
  void free() throws Exception {
    var host = InetAddress.getLoopbackAddress();
    int first = FreePort.on(host, new Random(1));
    assertThat(first).isBetween(FreePort.FIRST, FreePort.LAST);
    try (var taken = new ServerSocket(first, 1, host)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(FreePort.on(host, new Random(1)))
          .isBetween(FreePort.FIRST, FreePort.LAST)
          .isNotEqualTo(first);
    }
  }
}
