package io.github.paybell.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HTTP as only an attacker or a broken proxy writes it, byte by byte: two readers of one connection
 * that disagree where a request ends are how requests are smuggled.
 */
class HttpOdditiesTest {
  /** What must never be read as a request: it stands where the odd request's body is. */
  private static final String SMUGGLED =
      "POST /notify/smuggled HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\n\r\nx";

  private static final int CUT_OFF = 0;

  private static final BlockingQueue<NotifyRequest> received = new LinkedBlockingQueue<>();
  private static NotifyServer notify;

  @BeforeAll
  static void open() {
    notify =
        NotifyServer.open(
            new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), MaxBody.DEFAULT),
            new Receiver() {
              @Override
              public boolean knows(String token) {
                return true;
              }

              @Override
              public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
                received.add(delivery);
                var x = delivery.headers().apply("X");
                var echo = delivery.token() + (x == null ? "" : " " + x);
                answer.accept(new Reply(200, null, echo.getBytes(StandardCharsets.US_ASCII)));
              }

              @Override
              public void refused(RefusedRequest request) {}
            },
            () -> true);
  }

  @AfterAll
  static void close() {
    notify.close();
  }

  @BeforeEach
  void forget() {
    received.clear();
  }

  private static Arguments odd(String name, String head) {
    return Arguments.of(name, head);
  }

  private static String post(String... headers) {
    return "POST /notify/odd HTTP/1.1\r\nHost: d\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private static List<Arguments> oddities() {
    return List.of(
        odd("no Host", "POST /notify/odd HTTP/1.1\r\nContent-Length: 0\r\n\r\n"),
        odd("two Hosts", post("Host: e", "Content-Length: 0")),
        odd("twice the same Host", post("Host: d", "Content-Length: 0")),
        odd(
            "two Hosts in HTTP/1.0",
            "POST /notify/odd HTTP/1.0\r\nHost: d\r\nHost: e\r\nContent-Length: 0\r\n\r\n"),
        odd("unknown transfer coding", post("Transfer-Encoding: xchunked")),
        odd("identity", post("Transfer-Encoding: identity")),
        odd("chunked is not the last coding", post("Transfer-Encoding: chunked, identity")),
        odd("a coding before chunked", post("Transfer-Encoding: gzip, chunked")),
        odd("an empty coding", post("Transfer-Encoding:")),
        odd("two codings", post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
        odd("a coding of vertical tab", post("Transfer-Encoding: \u000bchunked")),
        odd("a coding in quotes", post("Transfer-Encoding: \"chunked\"")),
        odd("a folded coding", post("Transfer-Encoding:", " chunked")),
        odd("a folded length", post("Content-Length: 1", " 0")),
        odd(
            "white space before the first header",
            "POST /notify/odd HTTP/1.1\r\n Host: d\r\nContent-Length: 0\r\n\r\n"),
        odd("length and coding", post("Content-Length: 4", "Transfer-Encoding: chunked")),
        odd("coding and length", post("Transfer-Encoding: chunked", "Content-Length: 4")),
        odd(
            "a coding in HTTP/1.0",
            "POST /notify/odd HTTP/1.0\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"),
        odd("negative length", post("Content-Length: -5")),
        odd("length with a sign", post("Content-Length: +5")),
        odd("hexadecimal length", post("Content-Length: 0x5")),
        odd("length above 2^64", post("Content-Length: 99999999999999999999")),
        odd("length of other digits", post("Content-Length: \u0663")),
        odd("two lengths", post("Content-Length: 1", "Content-Length: 2")),
        odd("twice the same length", post("Content-Length: 1", "Content-Length: 1")),
        odd("a list of lengths", post("Content-Length: 1, 1")),
        odd("an empty length", post("Content-Length:")),
        odd("a bad chunk size", post("Transfer-Encoding: chunked") + "zz\r\n"),
        odd("a negative chunk size", post("Transfer-Encoding: chunked") + "-1\r\n"),
        odd(
            "a chunk size above 2^63",
            post("Transfer-Encoding: chunked") + "fffffffffffffffff\r\n"),
        odd("a chunk without its end", post("Transfer-Encoding: chunked") + "1\r\nxx\r\n0\r\n\r\n"),
        odd("a chunk extension with LF", post("Transfer-Encoding: chunked") + "1;a=\nb\r\nx\r\n"),
        odd(
            "a chunk extension of 100 KB",
            post("Transfer-Encoding: chunked") + "1;" + "a".repeat(100_000) + "\r\nx\r\n"),
        odd("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        odd("NUL in a header", post("X: a\u0000b", "Content-Length: 0")),
        odd("NUL in a name", post("X\u0000: a", "Content-Length: 0")),
        odd("NUL in the path", "POST /notify/o\u0000d HTTP/1.1\r\nHost: d\r\n\r\n"),
        odd("CR in a header", post("X: a\rb", "Content-Length: 0")),
        odd("a space before the colon", post("Content-Length : 0")),
        odd("a header without colon", post("X", "Content-Length: 0")),
        odd("a header without name", post(": x", "Content-Length: 0")),
        odd("LF alone", "POST /notify/odd HTTP/1.1\nHost: d\nContent-Length: 0\n\n"),
        odd("four words", "POST /notify/odd x HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n"),
        odd("two words", "POST /notify/odd\r\nHost: d\r\nContent-Length: 0\r\n\r\n"),
        odd("HTTP/9.9", "POST /notify/odd HTTP/9.9\r\nHost: d\r\nContent-Length: 0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  @DisplayName(
      "FORGERY_INERT: refused; the connection ends, and nothing behind is read as a request")
  void refused(String name, String head) throws Exception {
    try (var client = new RawClient(notify.port())) {
      client.send(head + SMUGGLED);

      assertThat(status(client)).isIn(400, 501, CUT_OFF);
      assertThat(client.ended()).isTrue();
    }
    assertThat(received).isEmpty();
  }

  /** A body that turns out to be none when its request is under way already cuts the connection. */
  private static int status(RawClient client) {
    try {
      return client.read().status();
    } catch (IOException e) {
      return CUT_OFF;
    }
  }

  @Test
  @DisplayName("A folded header is one header, with a space where it was folded")
  void folded() throws Exception {
    try (var client = new RawClient(notify.port())) {
      client.send(post("X: a", " b", "\tc", "Content-Length: 1") + "x");

      assertThat(client.read().body()).isEqualTo("odd a b c");
    }
  }

  @Test
  @DisplayName("h2c is not offered: the upgrade is passed over, the answer is HTTP/1.1")
  void upgrade() throws Exception {
    try (var client = new RawClient(notify.port())) {
      client.send(
          post(
                  "Connection: Upgrade, HTTP2-Settings",
                  "Upgrade: h2c",
                  "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                  "Content-Length: 1")
              + "x");

      assertThat(client.read().body()).isEqualTo("odd");
    }
  }

  @Test
  @DisplayName("Trailers are read and passed over; none of them becomes a header")
  void trailers() throws Exception {
    try (var client = new RawClient(notify.port())) {
      client.send(post("Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\nX: late\r\nHost: e\r\n\r\n");

      assertThat(client.read().body()).isEqualTo("odd");
    }
  }

  @Test
  @DisplayName("Two hundred pipelined requests: two hundred answers, each in its place")
  void pipelined() throws Exception {
    var requests = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      requests.append("POST /notify/n" + i + " HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\n\r\nx");
    }
    try (var client = new RawClient(notify.port())) {
      client.send(requests.toString());
      for (int i = 0; i < 200; i++) {
        assertThat(client.read().body()).isEqualTo("n" + i);
      }
    }
  }
}
