package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose heap is small, among senders who each take as much of it as they can. */
class SmallHeapTest {
  private static final int CROWD = 600;

  /** One letter each: nowhere else do so few bytes become so many objects. */
  private static final String HEAD =
      "POST /notify/x HTTP/1.1\r\nHost: d\r\n" + "a:b\r\n".repeat(1_580);

  private static final String HALF_BODY =
      "POST /notify/"
          + Platform.V2
          + " HTTP/1.1\r\nHost: d\r\nContent-Length: 900000\r\n\r\n"
          + "x".repeat(60_000);

  /** What follows the first is not asked for before it is answered. */
  private static final String PIPELINED = "GET /healthz HTTP/1.1\r\nHost: d\r\n\r\n".repeat(30_000);

  @TempDir private Path folder;
  private final List<SocketChannel> crowd = new ArrayList<>();

  @Test
  @DisplayName(
      "BOUNDED: 96 MB of heap, 1800 connections that fill it with heads, bodies and pipelined"
          + " requests: genuine notifications are accepted throughout")
  void crowd() throws Exception {
    try (var server =
        ServerProcess.start(
            folder,
            List.of("-Xmx96m", "-XX:+ExitOnOutOfMemoryError"),
            Platform.yaml(folder),
            null,
            Map.of())) {
      for (var bytes : List.of(HEAD, HALF_BODY, PIPELINED)) {
        for (int i = 0; i < CROWD; i++) {
          join(server.notifyPort(), i, bytes);
          if (i % 60 == 59) {
            genuine(server.notifyPort());
          }
        }
      }
      assertThat(server.output()).doesNotContain("OutOfMemoryError");
    } finally {
      for (var channel : crowd) {
        channel.close();
      }
    }
  }

  private void join(int port, int number, String bytes) throws IOException {
    var channel = SocketChannel.open();
    crowd.add(channel);
    channel.bind(new InetSocketAddress("127.0.1." + (1 + number % 100), 0));
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    channel.configureBlocking(false);
    channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.US_ASCII)));
  }

  private int count;

  private void genuine(int port) throws IOException {
    var number = "HEAP%010d".formatted(++count);
    try (var sender = new Sender(port)) {
      var answer =
          sender.post(
              Platform.V2, Platform.v2Paid(number, "42000090012026%014d".formatted(count), 8_800));
      assertThat(answer.text()).as(number).contains("[CDATA[SUCCESS]]");
    }
  }
}
