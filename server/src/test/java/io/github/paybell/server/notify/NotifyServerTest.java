package io.github.paybell.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.RefusedRequest.Reason;
import io.github.paybell.engine.inbox.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notify listener alone: what it lets through to the inbox, and what it answers by itself. */
class NotifyServerTest {
  private static final Limits QUICK =
      new Limits(
          8,
          8,
          Duration.ofMillis(600),
          Duration.ofMillis(1_200),
          Duration.ofMillis(600),
          Duration.ofMillis(1_500),
          3 * 1_048_576,
          Duration.ofMillis(1_000));

  private static final MaxBody SMALL = new MaxBody(MaxBody.LEAST);

  private static final Reply GOOD =
      new Reply(200, "text/xml; charset=utf-8", "<xml/>".getBytes(StandardCharsets.UTF_8));

  private final BlockingQueue<NotifyRequest> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<RefusedRequest> refused = new LinkedBlockingQueue<>();
  private volatile Consumer<Consumer<Reply>> inbox =
      answer -> new Thread(() -> answer.accept(GOOD)).start();
  private volatile boolean ready = true;
  private NotifyServer notify =
      open(new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), SMALL), Limits.DEFAULT);

  private NotifyServer open(NotifyOptions options, Limits limits) {
    return NotifyServer.open(
        options,
        limits,
        receiver(
            (delivery, answer) -> {
              received.add(delivery);
              inbox.accept(answer);
            }),
        () -> ready);
  }

  private Receiver receiver(BiConsumer<NotifyRequest, Consumer<Reply>> taking) {
    return new Receiver() {
      @Override
      public boolean knows(String token) {
        return !token.startsWith("unknown") && token.indexOf('%') < 0;
      }

      @Override
      public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
        taking.accept(delivery, answer);
      }

      @Override
      public void refused(RefusedRequest request) {
        refused.add(request);
      }
    };
  }

  private void impatient() {
    notify.close();
    notify = open(new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), SMALL), QUICK);
  }

  @AfterEach
  void close() {
    notify.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(notify.port());
  }

  private int statusOf(String request) throws IOException {
    try (var client = client()) {
      return client.send(request).read().status();
    }
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: d\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  @DisplayName("A notification reaches the inbox byte for byte, and its reply comes back as it is")
  void throughTheListener() throws Exception {
    try (var client = client()) {
      var answer = client.send(post("/notify/tok-1", "<xml>\u00e4</xml>")).read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("content-type", "text/xml; charset=utf-8");
      assertThat(answer.body()).isEqualTo("<xml/>");
      var delivery = received.take();
      assertThat(delivery.token()).isEqualTo("tok-1");
      assertThat(delivery.address()).isEqualTo("127.0.0.1");
      assertThat(delivery.body())
          .isEqualTo("<xml>\u00e4</xml>".getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  @DisplayName("Headers are found whatever the case of their letters")
  void headers() throws Exception {
    var signature = new CompletableFuture<String>();
    notify.close();
    notify =
        NotifyServer.open(
            new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), SMALL),
            Limits.DEFAULT,
            receiver(
                (delivery, answer) -> {
                  signature.complete(delivery.headers().apply("Wechatpay-Signature"));
                  answer.accept(new Reply(204, null, new byte[0]));
                }),
            () -> true);
    try (var client = client()) {
      var answer =
          client
              .send(
                  "POST /notify/t HTTP/1.1\r\n"
                      + "Host: d\r\n"
                      + "wechatpay-SIGNATURE: abc\r\n"
                      + "Content-Length: 2\r\n\r\n"
                      + "{}")
              .read();

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).doesNotContainKey("content-length");
      assertThat(signature.get()).isEqualTo("abc");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"})
  @DisplayName("On /notify/* every method but POST is 405 with an empty body, token known or not")
  void onlyPost(String method) throws Exception {
    try (var client = client()) {
      var answer = client.send(method + " /notify/any HTTP/1.1\r\nHost: d\r\n\r\n").read();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers()).containsEntry("allow", "POST");
      assertThat(received).isEmpty();
      assertThat(client.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/notify",
        "/notify/",
        "/notify/a/b",
        "/notify2/a",
        "/healthz/x",
        "/api/v1/accounts",
        "/actuator/health",
        "//notify/a",
        "/NOTIFY/a",
        "/./notify/a",
        "/x/../notify/a",
        "/notify%2Fa",
        "/notify;x/a",
        "/notify\\a",
        "http://d/notify2/a",
        "*"
      })
  @DisplayName("Everything else on the notify listener's port is 404 with an empty body")
  void nothingElse(String path) throws Exception {
    try (var client = client()) {
      var answer = client.send(post(path, "x")).read();

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEmpty();
      assertThat(received).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/notify/a/b",
        "/notify/",
        "//notify/a",
        "/notify/%63",
        "/pay/notify/token-of-a-shop"
      })
  @DisplayName("SEEN: a POST to a path that is none is noted with its path")
  void wrongPath(String path) throws Exception {
    try (var client = client()) {
      assertThat(client.send(post(path, "x")).read().status()).isEqualTo(404);
    }
    var reason = path.contains("%") ? Reason.UNKNOWN_TOKEN : Reason.WRONG_PATH;
    assertThat(refused.take())
        .satisfies(
            request -> {
              assertThat(request.reason()).isEqualTo(reason);
              assertThat(request.path()).isEqualTo(path);
              assertThat(request.address()).isEqualTo("127.0.0.1");
            });
  }

  @Test
  @DisplayName("SEEN: unknown tokens, other methods and large bodies are noted; a look at / is not")
  void noted() throws Exception {
    assertThat(statusOf("GET / HTTP/1.1\r\nHost: d\r\n\r\n")).isEqualTo(404);
    assertThat(statusOf("GET /notify/t HTTP/1.1\r\nHost: d\r\n\r\n")).isEqualTo(405);
    assertThat(statusOf(post("/notify/unknown-token", "x"))).isEqualTo(404);
    assertThat(statusOf("POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 65537\r\n\r\n"))
        .isEqualTo(413);

    assertThat(refused)
        .extracting(RefusedRequest::reason, RefusedRequest::token, RefusedRequest::bytes)
        .containsExactly(
            tuple(Reason.NOT_POST, "t", -1L),
            tuple(Reason.UNKNOWN_TOKEN, "unknown-token", 1L),
            tuple(Reason.TOO_LARGE, "t", 65_537L));
    assertThat(received).isEmpty();
  }

  @Test
  @DisplayName("BOUNDED: of an unknown token no byte of the body is waited for")
  void unknownTokenUnread() throws Exception {
    try (var client = client()) {
      client.send("POST /notify/unknown HTTP/1.1\r\nHost: d\r\nContent-Length: 60000\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  @DisplayName("One slash after the token is forgiven, two are not")
  void trailingSlash() throws Exception {
    try (var client = client()) {
      assertThat(client.send(post("/notify/tok-1/", "x")).read().status()).isEqualTo(200);
      assertThat(received.take().token()).isEqualTo("tok-1");
      assertThat(client.send(post("/notify/tok-1//", "x")).read().status()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("BOUNDED: bodies of all together: what is above is 503, until others are answered")
  void bodiesTogether() throws Exception {
    notify.close();
    notify =
        open(
            new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), MaxBody.DEFAULT),
            QUICK);
    var large = "x".repeat(MaxBody.MOST);
    var held = new LinkedBlockingQueue<Consumer<Reply>>();
    inbox = held::add;
    try (var one = client();
        var two = client();
        var three = client();
        var four = client()) {
      for (var client : List.of(one, two, three)) {
        client.send(post("/notify/t", large));
      }
      var answers = List.of(held.take(), held.take(), held.take());
      four.send(post("/notify/t", large));
      assertThat(four.read().status()).isEqualTo(503);
      answers.forEach(answer -> answer.accept(GOOD));
      for (var client : List.of(one, two, three)) {
        assertThat(client.read().status()).isEqualTo(200);
      }
      inbox = answer -> answer.accept(GOOD);
      assertThat(one.send(post("/notify/t", large)).read().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("BOUNDED: a body announced as larger than 64 KiB is 413 before a byte of it is read")
  void announcedTooLarge() throws Exception {
    try (var client = client()) {
      client.send("POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 65537\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.ended()).isTrue();
      assertThat(received).isEmpty();
    }
  }

  @Test
  @DisplayName("BOUNDED: a chunked body is counted while it comes; one byte too many is 413")
  void countedTooLarge() throws Exception {
    var chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    try (var client = client()) {
      client.send(
          "POST /notify/t HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
              + chunk.repeat(16)
              + "1\r\nx\r\n");

      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.ended()).isTrue();
      assertThat(received).isEmpty();
    }
  }

  @Test
  @DisplayName("BOUNDED: exactly 64 KiB pass, announced or chunked")
  void exactlyTheBound() throws Exception {
    var body = "x".repeat(65_536);
    try (var client = client()) {
      assertThat(client.send(post("/notify/t", body)).read().status()).isEqualTo(200);
      client.send(
          "POST /notify/t HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n"
              + body
              + "\r\n0\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(200);
      assertThat(received).extracting(d -> d.body().length).containsExactly(65_536, 65_536);
    }
  }

  @Test
  @DisplayName("A client that waits for 100 Continue gets it, or at once why not")
  void continues() throws Exception {
    try (var client = client()) {
      client.send(
          "POST /notify/t HTTP/1.1\r\n"
              + "Host: d\r\n"
              + "Expect: 100-continue\r\n"
              + "Content-Length: 1\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send("x").read().status()).isEqualTo(200);
    }
    try (var client = client()) {
      client.send(
          "POST /notify/t HTTP/1.1\r\n"
              + "Host: d\r\n"
              + "Expect: 100-continue\r\n"
              + "Content-Length: 99999\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(413);
    }
  }

  @Test
  @DisplayName("Pipelined requests are answered one by one, in their order")
  void pipelined() throws Exception {
    inbox =
        answer ->
            new Thread(
                    () -> {
                      var token = received.poll().token();
                      answer.accept(
                          new Reply(200, null, token.getBytes(StandardCharsets.US_ASCII)));
                    })
                .start();
    try (var client = client()) {
      client.send(post("/notify/one", "1") + post("/notify/two", "2") + post("/notify/three", "3"));

      assertThat(List.of(client.read().body(), client.read().body(), client.read().body()))
          .containsExactly("one", "two", "three");
    }
  }

  @Test
  @DisplayName(
      "IN_TIME: a body that stands still is 408 and the connection ends; the notify listener goes"
          + " on")
  void standingStill() throws Exception {
    impatient();
    try (var client = client()) {
      client.send("POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 10\r\n\r\nabc");

      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.ended()).isTrue();
    }
    try (var client = client()) {
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
    }
    assertThat(received).hasSize(1);
  }

  @Test
  @DisplayName("IN_TIME: a body that drips byte by byte is cut off when its whole time is over")
  void dripping() throws Exception {
    impatient();
    try (var client = client()) {
      client.send("POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: 1000\r\n\r\n");
      var dripper =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    client.send("x");
                    TimeUnit.MILLISECONDS.sleep(100);
                  }
                } catch (IOException | InterruptedException e) {
                  // cut off, as it should be
                }
              });
      dripper.start();

      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.ended()).isTrue();
      dripper.interrupt();
      dripper.join();
    }
    assertThat(received).isEmpty();
  }

  @Test
  @DisplayName("BOUNDED: a connection that brings no whole request head is closed")
  void drippingHead() throws Exception {
    impatient();
    try (var client = client()) {
      client.send("POST /notify/t HTTP/1.1\r\nHo");

      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  @DisplayName("BOUNDED: a connection that rests too long between requests is closed")
  void resting() throws Exception {
    impatient();
    try (var client = client()) {
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  @DisplayName("BOUNDED: a connection stays only for notifications: what is refused ends it")
  void refusedEnds() throws Exception {
    for (var request :
        List.of(
            post("/notify/unknown", ""),
            post("/notify/a/b", ""),
            "GET / HTTP/1.1\r\nHost: d\r\n\r\n",
            "PUT /notify/t HTTP/1.1\r\nHost: d\r\n\r\n")) {
      try (var client = client()) {
        var answer = client.send(request + post("/notify/behind", "x")).read();

        assertThat(answer.headers()).as(request).containsEntry("connection", "close");
        assertThat(client.ended()).as(request).isTrue();
      }
    }
    assertThat(received).isEmpty();
  }

  @Test
  @DisplayName("BOUNDED: a newcomer to a full listener gets the place of who has rested longest")
  void newcomer() throws Exception {
    notify.close();
    notify =
        open(new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), SMALL), crowded());
    var crowd = new ArrayList<RawClient>();
    for (int i = 0; i < QUICK.connections(); i++) {
      var client = client();
      client.send(post("/notify/t", "x")).read();
      crowd.add(client);
    }
    crowd.get(0).send(post("/notify/t", "x")).read();
    try (var newcomer = client()) {
      assertThat(newcomer.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
      assertThat(crowd.remove(1).ended()).isTrue();
      for (var client : crowd) {
        assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
      }
    }
    for (var client : crowd) {
      client.close();
    }
  }

  private static Limits crowded() {
    return new Limits(
        QUICK.connections(),
        QUICK.connections(),
        Limits.DEFAULT.firstRequest(),
        Limits.DEFAULT.keepAlive(),
        Limits.DEFAULT.bodyPause(),
        Limits.DEFAULT.body(),
        Limits.DEFAULT.bodies(),
        Limits.DEFAULT.answer());
  }

  @Test
  @DisplayName("IN_TIME: an inbox that never answers is answered for")
  void silentInbox() throws Exception {
    impatient();
    var kept = new CompletableFuture<Consumer<Reply>>();
    inbox = kept::complete;
    try (var client = client()) {
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(503);
      // An answer after all is not sent as a second one.
      kept.get().accept(GOOD);
      inbox = answer -> answer.accept(new Reply(204, null, new byte[0]));
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(204);
    }
  }

  @Test
  @DisplayName("IN_TIME: an inbox that throws, or answers twice, still gives one answer")
  void brokenInbox() throws Exception {
    try (var client = client()) {
      inbox =
          answer -> {
            throw new IllegalStateException("on purpose");
          };
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(503);
      inbox =
          answer -> {
            answer.accept(GOOD);
            answer.accept(new Reply(500, null, new byte[0]));
          };
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
      inbox = answer -> answer.accept(new Reply(204, null, new byte[0]));
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(204);
    }
  }

  @Test
  @DisplayName("A sender that goes away, before or after its body is whole, harms nobody")
  void goneAway() throws Exception {
    var kept = new CompletableFuture<Consumer<Reply>>();
    inbox = kept::complete;
    try (var client = client()) {
      client.send(post("/notify/gone", "x"));
      received.take();
    }
    kept.get().accept(GOOD);
    inbox = answer -> answer.accept(GOOD);
    try (var client = client()) {
      client.send("POST /notify/half HTTP/1.1\r\nHost: d\r\nContent-Length: 10\r\n\r\nabc");
      client.endSending();
      assertThat(client.ended()).isTrue();
    }
    try (var client = client()) {
      assertThat(client.send(post("/notify/t", "x")).read().status()).isEqualTo(200);
    }
    assertThat(received).extracting(NotifyRequest::token).containsExactly("t");
  }

  @Test
  @DisplayName("What is no HTTP is refused and the connection ends")
  void noHttp() throws Exception {
    for (var garbage :
        List.of(
            "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
            "POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: ten\r\n\r\n",
            "POST /notify/t HTTP/1.1\r\n"
                + "Host: d\r\n"
                + "Content-Length: 1\r\n"
                + "Content-Length: 2\r\n\r\n"
                + "xx",
            "POST /notify/t HTTP/1.1\r\nHost: d\r\nContent-Length: -5\r\n\r\n",
            "POST /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: d\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: d\r\nX: " + "x".repeat(10_000) + "\r\n\r\n")) {
      try (var client = client()) {
        client.send(garbage);
        assertThat(client.ended()).as(garbage.substring(0, 10)).isTrue();
      }
    }
    assertThat(received).isEmpty();
  }

  @Test
  @DisplayName("GET /healthz is 200 when everything is ready, else 503, and never waits for long")
  void health() throws Exception {
    try (var client = client()) {
      assertThat(client.send("GET /healthz HTTP/1.1\r\nHost: d\r\n\r\n").read().status())
          .isEqualTo(200);
      ready = false;
      assertThat(client.send("GET /healthz HTTP/1.1\r\nHost: d\r\n\r\n").read().status())
          .isEqualTo(503);
    }
  }

  @Test
  @DisplayName("Closing gives every answer that is due, and takes no new connection meanwhile")
  void closing() throws Exception {
    var kept = new CompletableFuture<Consumer<Reply>>();
    inbox = kept::complete;
    int port = notify.port();
    try (var client = client()) {
      client.send(post("/notify/t", "x"));
      received.take();
      var closing = CompletableFuture.runAsync(notify::close);
      // As soon as nobody new gets in, the answer is given. Who got in just before says nothing and
      // goes: a request of theirs would be one more answer to wait for.
      for (boolean refused = false; !refused; ) {
        try {
          new RawClient(port).close();
        } catch (ConnectException e) {
          refused = true;
        }
      }
      assertThat(closing).isNotDone();
      kept.get().accept(GOOD);

      assertThat(client.read().status()).isEqualTo(200);
      closing.get(2, TimeUnit.MINUTES);
    }
  }

  @Test
  @DisplayName("A taken port is said in one sentence that names the setting")
  void takenPort() {
    var same = new NotifyOptions("127.0.0.1", notify.port(), TrustedProxies.of(List.of()), SMALL);

    assertThatThrownBy(() -> open(same, Limits.DEFAULT))
        .isInstanceOf(NotifyException.class)
        .hasMessageContaining("127.0.0.1:" + notify.port())
        .hasMessageContaining("paybell.notify.port");
  }

  @Test
  @DisplayName(
      "X-Forwarded-For counts from a trusted proxy only, and only as far as it was written by one")
  void forwardedFor() {
    var proxies = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    assertThat(proxies.sender("192.0.2.1", "203.0.113.9")).isEqualTo("192.0.2.1");
    assertThat(proxies.sender("127.0.0.1", null)).isEqualTo("127.0.0.1");
    assertThat(proxies.sender("127.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3"))
        .isEqualTo("203.0.113.9");
    assertThat(proxies.sender("fd00::1", "2001:db8::7")).isEqualTo("2001:db8::7");
    assertThat(proxies.sender("127.0.0.1", "not an address")).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/33")))
        .hasMessageContaining("10.0.0.0/33");
    assertThatThrownBy(() -> TrustedProxies.of(List.of("proxy.example.com")))
        .hasMessageContaining("proxy.example.com");
  }
}
