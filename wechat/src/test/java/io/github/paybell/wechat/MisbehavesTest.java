package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WeChat Pay answers what it likes to every call, before or after it has done what was asked; then
 * it comes to its senses behind the same address. Nothing is lost and nothing done twice, and what
 * does not heal by itself a person sees.
 */
class MisbehavesTest {
  private static Live v2;
  private static Live v3;
  private static int orders;

  @BeforeAll
  static void open() {
    v2 = new Live(Api.V2);
    v3 = new Live(Api.V3);
  }

  @AfterAll
  static void close() {
    v2.close();
    v3.close();
  }

  /** One way to misbehave; {@code done}: only after the platform has done what was asked. */
  private record Trouble(String name, boolean done, Answer answer) {
    @Override
    public String toString() {
      return name + (done ? ", though it was done" : "");
    }
  }

  private interface Answer {
    void to(HttpExchange exchange, Behind behind) throws IOException;
  }

  /** What the platform itself answered; status 0 where it was not asked. */
  private record Behind(int status, java.util.Map<String, List<String>> headers, byte[] body) {}

  // v3.md 4.4 and v2.md 5: codes of query, close and refund, with the status they come with.
  private static final List<String> V3_CODES =
      List.of(
          "400 PARAM_ERROR",
          "400 INVALID_REQUEST",
          "400 ORDER_CLOSED",
          "400 MCH_NOT_EXISTS",
          "400 APPID_MCHID_NOT_MATCH",
          "401 SIGN_ERROR",
          "403 NO_AUTH",
          "403 NOAUTH",
          "403 RULE_LIMIT",
          "403 TRADE_ERROR",
          "403 OUT_TRADE_NO_USED",
          "403 NOT_ENOUGH",
          "403 NOTENOUGH",
          "403 ACCOUNT_ERROR",
          "404 ORDER_NOT_EXIST",
          "404 RESOURCE_NOT_EXISTS",
          "429 RATELIMIT_EXCEEDED",
          "429 FREQUENCY_LIMITED",
          "500 SYSTEM_ERROR",
          "500 BANK_ERROR",
          "500 OPENID_MISMATCH",
          "500 INVALID_TRANSACTIONID",
          "502 SERVICE_UNAVAILABLE",
          "503 SERVICE_UNAVAILABLE");

  private static final List<String> V2_CODES =
      List.of(
          "SYSTEMERROR",
          "BIZERR_NEED_RETRY",
          "TRADE_OVERDUE",
          "ERROR",
          "USER_ACCOUNT_ABNORMAL",
          "INVALID_REQ_TOO_MUCH",
          "NOTENOUGH",
          "INVALID_TRANSACTIONID",
          "PARAM_ERROR",
          "ORDERNOTEXIST",
          "REFUNDNOTEXIST",
          "ORDERPAID",
          "ORDERCLOSED",
          "FREQUENCY_LIMITED",
          "APPID_NOT_EXIST",
          "MCHID_NOT_EXIST",
          "SIGNERROR",
          "REQUIRE_POST_METHOD",
          "XML_FORMAT_ERROR",
          "NOAUTH");

  static Stream<Arguments> troubles() {
    var codes3 =
        V3_CODES.stream()
            .map(
                code -> {
                  var parts = code.split(" ");
                  return arguments(
                      Api.V3,
                      new Trouble(
                          code,
                          false,
                          replying(V3Stub.error(Integer.parseInt(parts[0]), parts[1]))));
                });
    var codes2 =
        V2_CODES.stream().map(code -> arguments(Api.V2, new Trouble(code, false, failing(code))));
    var both =
        Stream.of(Api.values())
            .flatMap(
                api ->
                    Stream.of(false, true)
                        .flatMap(
                            done ->
                                Stream.of(
                                        new Trouble("connection cut", done, (e, b) -> e.close()),
                                        new Trouble("502 of a proxy", done, html(502)),
                                        new Trouble("503 of a proxy", done, html(503)),
                                        new Trouble("200 of a proxy", done, html(200)))
                                    .map(trouble -> arguments(api, trouble))));
    var signatures3 =
        Stream.of(
                new Trouble(
                    "probe", true, header("Wechatpay-Signature", "WECHATPAY/SIGNTEST/AAAA")),
                new Trouble("signature of nobody", true, header("Wechatpay-Signature", "AAAA")),
                new Trouble("unknown certificate", true, header("Wechatpay-Serial", "00FFFF")),
                new Trouble(
                    "clock off by an hour",
                    true,
                    header(
                        "Wechatpay-Timestamp",
                        String.valueOf(Instant.now().getEpochSecond() - 3600))),
                new Trouble("no signature", true, header("Wechatpay-Signature", null)))
            .map(trouble -> arguments(Api.V3, trouble));
    var signatures2 =
        Stream.of(
                new Trouble("wrong key", true, wrongKey()),
                new Trouble("return_code FAIL, unsigned", false, notTaken()))
            .map(trouble -> arguments(Api.V2, trouble));
    return Stream.of(codes3, codes2, both, signatures3, signatures2).flatMap(it -> it);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  @DisplayName("HEALED: a payment that could not be asked about is learnt when it can")
  void query(Api api, Trouble trouble) {
    var live = live(api);
    var order = live.placed();
    live.shop.pay(order);

    live.trouble = trouble;
    var asked = live.shop.ask(order);
    assertThat(asked).isNotInstanceOf(QueryOutcome.Learnt.class);
    assertThat(live.shop.order(order).tradeState()).isEqualTo("NOTPAY");
    assertThat(live.shop.events(order)).isEmpty();

    live.trouble = null;
    live.shop.ask(order);
    assertThat(live.shop.events(order)).containsExactly("payment.succeeded");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  @DisplayName(
      "ONE_EFFECT: a refund that WeChat Pay answered badly happens once, or a person sees it")
  void refund(Api api, Trouble trouble) {
    var live = live(api);
    for (var where : List.of(Set.of("refund"), Set.of("refund", "queryRefund"))) {
      var order = live.placed();
      live.shop.pay(order);
      live.shop.ask(order);
      live.shop.request(order, "R" + order, 400);

      live.trouble = trouble;
      live.troubled = where;
      var asked = live.shop.advance(live.shop.refund("R" + order));
      live.shop.advance(live.shop.refund("R" + order));
      live.trouble = null;
      live.troubled = null;

      assertThat(live.shop.refundsAtWechat(order)).hasSizeLessThanOrEqualTo(1);
      if (asked instanceof QueryOutcome.Refused) {
        assertThat(live.shop.openProblems(order)).containsExactly("refund_refused");
        assertThat(live.shop.refund("R" + order).refusedCode()).isNotNull();
      } else {
        assertThat(live.shop.openProblems(order)).isEmpty();
      }
      assertThat(live.shop.events(order)).doesNotContain("refund.succeeded");

      // As the shop, or healing, would: the same number again.
      live.shop.request(order, "R" + order, 400);
      live.shop.settle(order);

      assertThat(live.shop.refundsAtWechat(order)).containsExactly(400L);
      assertThat(live.shop.openProblems(order)).isEmpty();
      assertThat(live.shop.order(order).tradeState()).isEqualTo("REFUND");
      assertThat(live.shop.events(order)).containsOnlyOnce("refund.succeeded");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  @DisplayName("An order is closed here only when WeChat Pay has said that nobody can pay it")
  void closing(Api api, Trouble trouble) {
    var live = live(api);
    var order = live.placed();

    live.trouble = trouble;
    live.troubled = Set.of("close");
    var asked = live.shop.close(order);
    live.trouble = null;
    live.troubled = null;
    if (live.shop.order(order).tradeState().equals("CLOSED")) {
      assertThat(trouble.name()).containsPattern("ORDER_?CLOSED|ORDER_?NOT_?EXIST");
    } else {
      assertThat(asked).isNotInstanceOf(QueryOutcome.Learnt.class);
    }

    live.shop.close(order);
    assertThat(live.shop.order(order).tradeState()).isEqualTo("CLOSED");
    assertThat(live.shop.events(order)).containsExactly("order.closed");
  }

  private static Live live(Api api) {
    return api == Api.V2 ? v2 : v3;
  }

  private static Answer replying(V3Stub.Reply reply) {
    return (exchange, behind) -> {
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, reply.status(), reply.body());
    };
  }

  private static Answer html(int status) {
    return (exchange, behind) -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      send(exchange, status, "<html>nginx</html>".getBytes(StandardCharsets.UTF_8));
    };
  }

  private static Answer failing(String code) {
    return (exchange, behind) ->
        send(
            exchange,
            200,
            V2Stub.signed(
                V2Stub.common("FAIL", "err_code", code, "err_code_des", "说明"),
                SignType.HMAC_SHA256,
                V2Shop.KEY));
  }

  private static Answer notTaken() {
    return (exchange, behind) ->
        send(
            exchange,
            200,
            "<xml><return_code>FAIL</return_code><return_msg>签名失败</return_msg></xml>"
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The platform's own answer, with one header changed, or gone. */
  private static Answer header(String name, String value) {
    return (exchange, behind) -> {
      behind
          .headers()
          .forEach(
              (header, values) -> {
                if (!header.equalsIgnoreCase("content-length") && !header.startsWith(":")) {
                  exchange.getResponseHeaders().set(header, values.get(0));
                }
              });
      exchange.getResponseHeaders().remove(name);
      if (value != null) {
        exchange.getResponseHeaders().set(name, value);
      }
      send(exchange, behind.status(), behind.body());
    };
  }

  /** The platform's own answer, its signature by a key that is not ours. */
  private static Answer wrongKey() {
    return (exchange, behind) ->
        send(
            exchange,
            behind.status(),
            new String(behind.body(), StandardCharsets.UTF_8)
                .replaceAll("<sign>.*?</sign>", "<sign>" + "0".repeat(64) + "</sign>")
                .getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || status == 204;
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A shop whose calls go through a proxy that can be told to misbehave. */
  private static final class Live implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Simulator wechat = Simulator.start(SimulatorOptions.forTests());
    private final HttpServer proxy;
    private final LiveShop shop;
    private volatile Trouble trouble;
    private volatile Set<String> troubled;

    Live(Api api) {
      try {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      proxy.setExecutor(threads);
      proxy.createContext("/", this::answer);
      proxy.start();
      shop =
          new LiveShop(
              api,
              Policies.UNSET,
              TestStores.SQLITE.create(),
              wechat,
              URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()));
    }

    String placed() {
      var outTradeNo = "ORDER" + (1000 + orders++);
      shop.place(outTradeNo, null);
      return outTradeNo;
    }

    /** By method and path; v2 and v3 have different ones. */
    private static String call(HttpExchange exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.endsWith("/close") || path.endsWith("/closeorder")) {
        return "close";
      }
      if (path.endsWith("/refundquery")) {
        return "queryRefund";
      }
      if (path.contains("/refund")) {
        return exchange.getRequestMethod().equals("GET") ? "queryRefund" : "refund";
      }
      return "query";
    }

    private void answer(HttpExchange exchange) throws IOException {
      var body = exchange.getRequestBody().readAllBytes();
      var now = trouble;
      var calls = troubled;
      if (now == null || (calls != null && !calls.contains(call(exchange)))) {
        header("none", null).to(exchange, ask(exchange, body));
      } else {
        now.answer()
            .to(exchange, now.done() ? ask(exchange, body) : new Behind(0, null, new byte[0]));
      }
    }

    private Behind ask(HttpExchange exchange, byte[] body) {
      var request =
          HttpRequest.newBuilder(URI.create(wechat.url() + exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  body.length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      for (var name :
          List.of("Authorization", "Content-Type", "Accept", "User-Agent", "Wechatpay-Serial")) {
        var value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      try {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Behind(answer.statusCode(), answer.headers().map(), answer.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      shop.close();
      proxy.stop(0);
      threads.shutdownNow();
    }
  }
}
