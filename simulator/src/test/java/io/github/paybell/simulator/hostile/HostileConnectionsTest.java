package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes over a socket and is hardly HTTP; after each of it, a good request is answered. */
class HostileConnectionsTest {
  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final String GOOD = "GET /sim/clock HTTP/1.1\r\n" + HOST + "\r\n";
  private static final int PATIENCE_MILLIS = 10_000;

  private static Simulator wechat;

  @BeforeAll
  static void start() {
    wechat = Simulator.start(SimulatorOptions.forTests());
  }

  @AfterAll
  static void stop() {
    wechat.close();
  }

  static Stream<Arguments> answered() {
    return Stream.of(
        Arguments.of(
            "a version of the future", "GET / HTTP/9.9\r\n" + HOST + "\r\n", "4..|501|505|200"),
        Arguments.of("no version", "GET /\r\n\r\n", "4.."),
        Arguments.of("HTTP/2 out of the blue", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "4..|501|505"),
        Arguments.of(
            "a giant header",
            "GET / HTTP/1.1\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
            "431|400"),
        Arguments.of(
            "very many headers",
            "GET / HTTP/1.1\r\n" + "X: x\r\n".repeat(20_000) + "\r\n",
            "431|400"),
        Arguments.of(
            "a giant target", "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n", "414|400"),
        Arguments.of("a header without colon", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", "400|200"),
        Arguments.of("a negative length", post("Content-Length: -1\r\n", "x"), "400"),
        Arguments.of("a length in words", post("Content-Length: ten\r\n", "x"), "400"),
        Arguments.of(
            "two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "xx"), "400"),
        Arguments.of(
            "a body of 17 MiB",
            post("Content-Length: " + (17 << 20) + "\r\n", "x".repeat(17 << 20)),
            "413"),
        Arguments.of(
            "an unheard-of method", "FOO /pay/unifiedorder HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of(
            "a method in lower case", "get /sim/clock HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("CONNECT", "CONNECT 127.0.0.1:1 HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("OPTIONS of everything", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("no path", "GET ?a=b HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("two slashes", "GET // HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("half a URL", "GET http:// HTTP/1.1\r\n" + HOST + "\r\n", "4..|200"),
        Arguments.of("a NUL in the path", "GET /v3/\u0000 HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of("a space in the path", "GET /v3/a b HTTP/1.1\r\n" + HOST + "\r\n", "4.."),
        Arguments.of(
            "bytes beyond ASCII in the path",
            "GET /v3/\u00ff\u00fe HTTP/1.1\r\n" + HOST + "\r\n",
            "4.."),
        Arguments.of(
            "an upgrade to h2c",
            "GET /sim/clock HTTP/1.1\r\n"
                + HOST
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
            "200|4.."),
        Arguments.of(
            "an upgrade to WebSocket",
            "GET /sim/live2 HTTP/1.1\r\n"
                + HOST
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
            "4.."),
        Arguments.of("bare line feeds", "GET /sim/clock HTTP/1.1\nHost: x\n\n", "200|400"));
  }

  private static String post(String headers, String body) {
    return "POST /pay/unifiedorder HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  @DisplayName("What is hardly HTTP is answered with its status, not with 500")
  void hardlyHttp(String name, String request, String statuses) throws IOException {
    try (Socket socket = connected()) {
      send(socket, request.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(status(socket)).matches(statuses);
    }
    assertAlive();
  }

  static Stream<Arguments> unanswered() {
    byte[] noise = new byte[4_000];
    new Random(1).nextBytes(noise);
    return Stream.of(
        Arguments.of("noise", noise),
        Arguments.of("a TLS hello", new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}),
        Arguments.of("zeros", new byte[10_000]),
        Arguments.of("half a request line", bytes("POST /pay/uni")),
        Arguments.of("half of the headers", bytes("POST /pay/unifiedorder HTTP/1.1\r\nHost: 1")),
        Arguments.of("half a body", bytes(post("Content-Length: 1000\r\n", "<xml>"))),
        Arguments.of("half a chunk", bytes(post("Transfer-Encoding: chunked\r\n", "ff\r\n<xml>"))),
        Arguments.of(
            "chunks without sizes", bytes(post("Transfer-Encoding: chunked\r\n", "zz\r\nxx\r\n"))),
        Arguments.of("nothing at all", new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unanswered")
  @DisplayName("Half a request and silence keep nobody else waiting, however often")
  void halfRequests(String name, byte[] request) throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connected();
        open.add(socket);
        send(socket, request);
      }
      assertAlive();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    assertAlive();
  }

  @Test
  @DisplayName("A hundred requests in one go are answered one after the other")
  void pipelined() throws IOException {
    try (Socket socket = connected()) {
      send(
          socket,
          bytes(GOOD.repeat(99) + GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(101);
    }
  }

  @Test
  @DisplayName("HEAD has headers only, so that the next answer is where the client looks for it")
  void head() throws IOException {
    String head = "HEAD /pay/unifiedorder HTTP/1.1\r\n" + HOST + "\r\n";
    String last = GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    try (Socket socket = connected()) {
      send(socket, bytes(head + last));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all).doesNotContain("<xml>").containsOnlyOnce("\"now\"");
      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }
  }

  @Test
  @DisplayName("An answer whose header cannot be sent is 500 and not silence")
  void unsendable() throws IOException {
    String target =
        "/connect/oauth2/authorize?appid=wx8888888888888888&response_type=code&scope=snsapi_base"
            + "&redirect_uri=http%3A%2F%2Fshop.example%2F";
    for (String end : List.of("%00", "%0d%0aX-Injected%3a+1", "%0b", "%7f", "%E4%B8%AD")) {
      try (Socket socket = connected()) {
        send(socket, bytes("GET " + target + end + " HTTP/1.1\r\n" + HOST + "\r\n"));
        assertThat(status(socket)).matches(end.startsWith("%E") ? "302" : "400");
      }
    }
  }

  @Test
  @DisplayName("Giant requests do not fill the memory: of those that are kept the oldest make room")
  void journal() {
    Journal journal = new Journal();
    byte[] giant = new byte[5 << 20];
    for (int i = 0; i < 100; i++) {
      journal.write(
          Instant.EPOCH,
          new Request("POST", "/" + i, List.of(), giant, "test", null),
          Response.text(200, ""));
    }
    long bytes = journal.entries().stream().mapToLong(it -> it.request().body().length).sum();
    assertThat(bytes).isBetween(5L << 20, 32L << 20);
    assertThat(journal.entries().get(0).request().target()).isEqualTo("/99");
    // One that is larger than all may be is kept until the next comes.
    journal.write(
        Instant.EPOCH,
        new Request("POST", "/all", List.of(), new byte[40 << 20], "test", null),
        Response.text(200, ""));
    assertThat(journal.entries()).hasSize(1);
  }

  // ------------------------------------------------------------------------------------ sockets

  private static Socket connected() throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(wechat.url()).getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(bytes);
      all.writeTo(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // Who has heard enough may hang up before all is said; what was answered can still be read.
      assertThat(socket.isConnected()).isTrue();
    }
  }

  private static String status(Socket socket) throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .readLine();
    assertThat(line).startsWith("HTTP/");
    return line.split(" ")[1];
  }

  private static void assertAlive() throws IOException {
    try (Socket socket = connected()) {
      send(socket, bytes(GOOD));
      assertThat(status(socket)).isEqualTo("200");
    }
  }
}
