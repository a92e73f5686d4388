package io.github.paybell.server.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A whole server among senders who mean it badly or know no better; what the notify listener alone
 * does with them is in its own test.
 */
class HostileHttpTest {
  /** Changed samples; more with -Dpaybell.hostile.mutations=… */
  private static final int MUTATIONS = Integer.getInteger("paybell.hostile.mutations", 10_000);

  /**
   * The same kinds of changes at the same places each time; others with -Dpaybell.hostile.seed=…
   */
  private static final long SEED = Long.getLong("paybell.hostile.seed", 20_260_105L);

  private static final long TOTAL = 8_800;

  @TempDir private Path folder;
  private RunningServer server;
  private int port;
  private int count;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder, Platform.yaml(folder));
    port = server.notifyUri().getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private record Payment(boolean v3, String outTradeNo, Message message) {
    String token() {
      return v3 ? Platform.V3 : Platform.V2;
    }
  }

  private Payment next(boolean v3) {
    var outTradeNo = "HOSTILE%010d".formatted(++count);
    var transaction = "42000090012026%014d".formatted(count);
    var answer =
        server.admin(
            "PUT",
            "/api/v1/accounts/" + (v3 ? "shop3" : "shop") + "/orders/" + outTradeNo,
            "{\"amount\":{\"total\":" + TOTAL + "}}");
    assertThat(answer.statusCode()).isEqualTo(201);
    return new Payment(
        v3,
        outTradeNo,
        v3
            ? Platform.v3Paid(outTradeNo, transaction, TOTAL)
            : Platform.v2Paid(outTradeNo, transaction, TOTAL));
  }

  private static boolean accepted(Sender.Answer answer) {
    return answer.status() == 204
        || (answer.status() == 200 && answer.text().contains("[CDATA[SUCCESS]]"));
  }

  private String state(Payment payment) {
    return server
        .engine()
        .orders()
        .find(payment.v3() ? "shop3" : "shop", payment.outTradeNo())
        .orElseThrow()
        .tradeState();
  }

  @Test
  @DisplayName("A genuine notification is applied however its bytes arrive")
  void oddArrivals() throws Exception {
    for (boolean v3 : new boolean[] {false, true}) {
      var dripped = next(v3);
      try (var sender = new Sender(port)) {
        for (byte one : Sender.request(dripped.token(), dripped.message())) {
          sender.send(new byte[] {one});
        }
        assertThat(accepted(sender.read())).as("byte by byte").isTrue();
      }
      var chunked = next(v3);
      try (var sender = new Sender(port)) {
        sender.send(chunked(chunked));
        assertThat(accepted(sender.read())).as("chunks of one byte").isTrue();
      }
      for (var payment : List.of(dripped, chunked)) {
        assertThat(state(payment)).isEqualTo("SUCCESS");
      }
    }
  }

  @Test
  @DisplayName("IN_TIME: who stops sending after its request is answered or cut off, never kept")
  void halfClosed() throws Exception {
    for (boolean v3 : new boolean[] {false, true}) {
      var payment = next(v3);
      try (var sender = new Sender(port)) {
        sender.send(Sender.request(payment.token(), payment.message()));
        sender.endSending();
        assertThat(accepted(sender.read())).isTrue();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("kept", e);
      } catch (IOException e) {
        // Cut off: a sender that gave up is not waited for. Without an answer it comes again.
      }
      try (var sender = new Sender(port)) {
        assertThat(accepted(sender.post(payment.token(), payment.message()))).isTrue();
      }
      assertThat(state(payment)).isEqualTo("SUCCESS");
    }
  }

  private static byte[] chunked(Payment payment) {
    var request = new StringBuilder("POST /notify/" + payment.token() + " HTTP/1.1\r\nHost: d\r\n");
    payment
        .message()
        .headers()
        .forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("Transfer-Encoding: chunked\r\n\r\n");
    for (byte one : payment.message().body()) {
      request.append("1\r\n").append((char) (one & 0xff)).append("\r\n");
    }
    return request.append("0\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  @Test
  @DisplayName("Pipelined: forged and genuine in one write; each has its own answer, in order")
  void pipelined() throws Exception {
    var payments = new ArrayList<Payment>();
    try (var sender = new Sender(port)) {
      for (int i = 0; i < 20; i++) {
        var payment = next(i % 4 < 2);
        payments.add(payment);
        sender.send(
            Sender.request(
                payment.token(), i % 2 == 0 ? payment.message() : damaged(payment.message())));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(accepted(sender.read())).as("answer %d", i).isEqualTo(i % 2 == 0);
      }
    }
    for (int i = 0; i < 20; i++) {
      assertThat(state(payments.get(i))).isEqualTo(i % 2 == 0 ? "SUCCESS" : "NOTPAY");
    }
  }

  private static Message damaged(Message message) {
    var body = message.body().clone();
    for (int i = body.length / 2; i < body.length; i++) {
      if (body[i] >= '1' && body[i] <= '8') {
        body[i]++;
        return new Message(message.headers(), body);
      }
    }
    throw new IllegalStateException("no digit");
  }

  @Test
  @DisplayName("BOUNDED: two hundred senders that stand still do not keep others from being served")
  void crowdOfSlow() throws Exception {
    var slow = new ArrayList<Sender>();
    try {
      for (int i = 0; i < 200; i++) {
        var sender = new Sender(port);
        slow.add(sender);
        sender.send(
            i % 2 == 0
                ? "POST /notify/" + Platform.V2 + " HTTP/1.1\r\nHost: d\r\nContent-Le"
                : "POST /notify/"
                    + Platform.V2
                    + " HTTP/1.1\r\nHost: d\r\nContent-Length: 900\r\n\r\n<xml>");
      }
      var huge = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 8; i++) {
        huge.add(CompletableFuture.runAsync(this::huge));
      }
      for (int i = 0; i < 20; i++) {
        var payment = next(i % 2 == 0);
        try (var sender = new Sender(port)) {
          assertThat(accepted(sender.post(payment.token(), payment.message()))).isTrue();
        }
        assertThat(state(payment)).isEqualTo("SUCCESS");
      }
      huge.forEach(CompletableFuture::join);
    } finally {
      for (var sender : slow) {
        sender.close();
      }
    }
  }

  /** Announces nothing and sends without end, until it is cut off. */
  private void huge() {
    try (var sender = new Sender(port)) {
      sender.send(
          "POST /notify/"
              + Platform.V2
              + " HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n");
      var chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(ISO_8859_1);
      for (int i = 0; i < 4_096; i++) {
        sender.send(chunk);
      }
      throw new AssertionError("32 MiB were taken");
    } catch (IOException e) {
      // cut off, as it should be
    }
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: changed samples: accepted only what says and proves the same; no 5xx of ours,"
          + " no silence")
  void mutations() throws Exception {
    var samples = List.of(next(false), next(true), next(false), next(true));
    var random = new Random(SEED);
    var mutate = new Mutations(random);
    var statuses = new TreeMap<String, Integer>();
    var sender = new Sender(port);
    try {
      for (int i = 0; i < MUTATIONS; i++) {
        var sample = samples.get(random.nextInt(samples.size()));
        var mutant = mutate.of(sample);
        Sender.Answer answer;
        try {
          answer = sender.post(mutant.v3() ? Platform.V3 : Platform.V2, mutant.message());
        } catch (SocketTimeoutException e) {
          throw new AssertionError("seed " + SEED + ", mutation " + i + ": no answer", e);
        }
        var about = "seed " + SEED + ", mutation " + i + ": " + answer.status() + answer.text();
        assertThat(answer.status()).as(about).isIn(200, 204, 400, 401, 503);
        assertThat(answer.text()).as(about).doesNotContain("系统繁忙");
        if (answer.status() == 503) {
          assertThat(answer.text()).as(about).contains("平台证书序列号未知");
        }
        boolean accepted = accepted(answer);
        if (accepted) {
          assertThat(same(sample, mutant)).as(about).isTrue();
        }
        statuses.merge(answer.status() + (accepted ? " accepted" : " refused"), 1, Integer::sum);
        if ("close".equals(answer.headers().get("connection"))) {
          sender.close();
          sender = new Sender(port);
        }
      }
    } finally {
      sender.close();
    }
    System.out.printf("%d mutations: %s%n", MUTATIONS, statuses);
    for (var sample : samples) {
      var account = sample.v3() ? "shop3" : "shop";
      var order = server.engine().orders().find(account, sample.outTradeNo()).orElseThrow();
      assertThat(order.tradeState()).isIn("NOTPAY", "SUCCESS");
      assertThat(order.problems()).isEmpty();
      try (var last = new Sender(port)) {
        assertThat(accepted(last.post(sample.token(), sample.message()))).isTrue();
      }
      order = server.engine().orders().find(account, sample.outTradeNo()).orElseThrow();
      assertThat(order.tradeState()).isEqualTo("SUCCESS");
      assertThat(order.payerTotal()).isEqualTo(TOTAL);
      assertThat(order.version()).isEqualTo(2);
    }
    assertThat(server.engine().notifications().list(null, null, null, null, 100).items())
        .as("nothing else was stored")
        .hasSize(samples.size());
  }

  /** Whether a changed message says what the sample says, judged by other readers than ours. */
  private static boolean same(Payment sample, Payment mutant) throws Exception {
    if (sample.v3() != mutant.v3()) {
      return false;
    }
    if (!sample.v3()) {
      return fields(sample.message().body()).equals(fields(mutant.message().body()));
    }
    for (var name :
        List.of(
            "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial")) {
      // HTTP strips white space around a header's value.
      if (!strip(sample.message().headers().get(name))
          .equals(strip(mutant.message().headers().get(name)))) {
        return false;
      }
    }
    // Not every platform key sends it; it is not signed and decides nothing but a refusal.
    var type = "Wechatpay-Signature-Type";
    return Set.of("", sample.message().headers().get(type))
            .contains(strip(mutant.message().headers().get(type)))
        && Arrays.equals(sample.message().body(), mutant.message().body());
  }

  private static String strip(String value) {
    return value == null ? "" : value.strip();
  }

  private static Map<String, String> fields(byte[] xml) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    var fields = new TreeMap<String, String>();
    for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && !element.getTextContent().isEmpty()) {
        fields.put(element.getTagName(), element.getTextContent());
      }
    }
    return fields;
  }

  /** Small changes of the kinds that proxies, frameworks and forgers make. */
  private static final class Mutations {
    private static final List<String> PIECES =
        List.of(
            "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
            "<total_fee>1</total_fee>",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#0;",
            "&a;",
            "<?xml version=\"1.0\" encoding=\"GBK\"?>",
            "\u0000",
            "\ufeff",
            "\"total\":1,",
            "{\"id\":\"x\"}",
            "null",
            "1e400",
            "\\ud800",
            "[[[[[[[[",
            " ",
            "\r\n",
            "\t");
    private final Random random;

    Mutations(Random random) {
      this.random = random;
    }

    Payment of(Payment sample) {
      var body = sample.message().body().clone();
      var headers = new LinkedHashMap<>(sample.message().headers());
      boolean v3 = sample.v3();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        switch (random.nextInt(v3 ? 10 : 8)) {
          case 0 -> body = flip(body);
          case 1 -> body = cut(body);
          case 2 -> body = insert(body, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
          case 3 -> body = digit(body);
          case 4 -> body = twice(body);
          case 5 -> body = swap(body);
          case 6 -> body = insert(body, new byte[] {(byte) random.nextInt(256)});
          case 7 -> {
            if (random.nextInt(40) == 0) {
              v3 = !v3;
            } else {
              body = insert(body, "x".repeat(random.nextInt(3_000)).getBytes(UTF_8));
            }
          }
          default -> header(headers);
        }
      }
      return new Payment(v3, sample.outTradeNo(), new Message(headers, body));
    }

    private byte[] flip(byte[] body) {
      if (body.length > 0) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return body;
    }

    private byte[] digit(byte[] body) {
      for (int i = random.nextInt(body.length + 1); i < body.length; i++) {
        if (body[i] >= '0' && body[i] <= '9') {
          body[i] = (byte) ('0' + random.nextInt(10));
          break;
        }
      }
      return body;
    }

    private byte[] cut(byte[] body) {
      int from = random.nextInt(body.length + 1);
      int to =
          random.nextInt(4) == 0 ? body.length : Math.min(body.length, from + random.nextInt(40));
      return join(Arrays.copyOf(body, from), new byte[0], rest(body, to));
    }

    private byte[] insert(byte[] body, byte[] piece) {
      int at = random.nextInt(body.length + 1);
      return join(Arrays.copyOf(body, at), piece, rest(body, at));
    }

    private byte[] twice(byte[] body) {
      int from = random.nextInt(body.length + 1);
      int to = Math.min(body.length, from + random.nextInt(60));
      var piece = Arrays.copyOfRange(body, from, to);
      return join(Arrays.copyOf(body, to), piece, rest(body, to));
    }

    private byte[] swap(byte[] body) {
      var text = new String(body, ISO_8859_1).split("\n", -1);
      int a = random.nextInt(text.length);
      int b = random.nextInt(text.length);
      var held = text[a];
      text[a] = text[b];
      text[b] = held;
      return String.join("\n", text).getBytes(ISO_8859_1);
    }

    private void header(Map<String, String> headers) {
      var names = List.copyOf(headers.keySet());
      if (names.isEmpty()) {
        return;
      }
      var name = names.get(random.nextInt(names.size()));
      var value = headers.get(name);
      switch (random.nextInt(5)) {
        case 0 -> headers.remove(name);
        case 1 -> headers.put(name, "");
        case 2 -> headers.put(name, value + value);
        case 3 -> headers.put(name, " " + value + "\t");
        default -> {
          var bytes = value.getBytes(ISO_8859_1);
          if (bytes.length > 0) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (0x21 + random.nextInt(0x5e));
          }
          headers.put(name, new String(bytes, ISO_8859_1));
        }
      }
    }

    private static byte[] rest(byte[] body, int from) {
      return Arrays.copyOfRange(body, from, body.length);
    }

    private static byte[] join(byte[]... parts) {
      var joined = new ByteArrayOutputStream();
      for (var part : parts) {
        joined.writeBytes(part);
      }
      return joined.toByteArray();
    }
  }
}
