package io.github.paybell.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The notify listener with its real bounds, among more connections than it has places. */
class CrowdTest {
  private static final String GENUINE =
      "POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\n\r\nx";

  private final Deque<SocketChannel> crowd = new ArrayDeque<>();
  private NotifyServer notify;

  @BeforeEach
  void open() {
    notify =
        NotifyServer.open(
            new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), MaxBody.DEFAULT),
            new Receiver() {
              @Override
              public boolean knows(String token) {
                return token.equals("t");
              }

              @Override
              public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
                answer.accept(new Reply(200, null, new byte[0]));
              }

              @Override
              public void refused(RefusedRequest request) {}
            },
            () -> true);
  }

  @AfterEach
  void close() throws IOException {
    for (var channel : crowd) {
      channel.close();
    }
    notify.close();
  }

  private void join(String from, String request) throws IOException {
    var channel = SocketChannel.open();
    crowd.add(channel);
    channel.bind(new InetSocketAddress(from, 0));
    channel.connect(new InetSocketAddress("127.0.0.1", notify.port()));
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  private void genuineIsAnswered() throws IOException {
    try (var client = new RawClient(notify.port(), "127.0.0.9")) {
      client.within(2_000);
      assertThat(client.send(GENUINE).read().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("IN_TIME: 2048 connections of one address rest; others are answered within 2 s")
  void restingAddress() throws Exception {
    for (var request : List.of("", GENUINE, "POST /notify/t HTTP/1.1\r\nHost: d\r\n")) {
      for (int i = 0; i < 2_048; i++) {
        join("127.0.0.2", request);
      }
      for (int i = 0; i < 20; i++) {
        genuineIsAnswered();
      }
    }
  }

  @Test
  @DisplayName(
      "IN_TIME: 5000 connections of many addresses, opened again as they are closed; genuine ones"
          + " are answered within 2 s")
  void reopened() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      join("127.0.1." + i % 50, "");
      if (crowd.size() > 2_500) {
        crowd.remove().close();
      }
      if (i > 2_048 && i % 50 == 0) {
        genuineIsAnswered();
      }
    }
  }

  @Test
  @DisplayName("IN_TIME: bodies that stand still hold every place; others are answered within 2 s")
  void standingStill() throws Exception {
    for (int i = 0; i < 2_048; i++) {
      join(
          "127.0.1." + i % 50,
          "POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 60000\r\n\r\nx");
    }
    for (int i = 0; i < 20; i++) {
      genuineIsAnswered();
    }
  }
}
