package io.github.paybell.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A platform that answers whatever a test wants. */
final class V2Stub implements AutoCloseable {
  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

  /** One way to answer; closes the exchange. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final V2Calls calls;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Reply reply = exchange -> exchange.close();

  V2Stub() {
    this(Duration.ofSeconds(12));
  }

  V2Stub(Duration patience) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              exchange.getRequestURI().getPath() + "\n" + new String(body, StandardCharsets.UTF_8));
          reply.to(exchange);
        });
    server.start();
    calls =
        new V2Calls(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            Clock.systemUTC(),
            null,
            patience);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** From now on. */
  void replies(Reply next) {
    reply = next;
  }

  void answers(int status, byte[] body) {
    replies(
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  void answers(String body) {
    answers(200, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed as WeChat Pay would. */
  void answers(Map<String, String> fields) {
    answers(200, signed(fields, SignType.HMAC_SHA256, V2Shop.KEY));
  }

  /** {@code result_code=FAIL}, signed. */
  void fails(String errCode, String errCodeDes) {
    Map<String, String> fields = common("FAIL");
    fields.put("err_code", errCode);
    fields.put("err_code_des", errCodeDes);
    answers(fields);
  }

  static byte[] signed(Map<String, String> fields, SignType signType, String key) {
    return V2Messages.payment(V2Messages.signed(fields, signType, V2Key.of(key)), FORM);
  }

  static byte[] unsigned(Map<String, String> fields) {
    return V2Messages.payment(fields, FORM);
  }

  /** What all answers have, with these added, given as names and values in turn. */
  static Map<String, String> common(String resultCode, String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    fields.put("appid", V2Shop.APPID);
    fields.put("mch_id", V2Shop.MCHID);
    fields.put("nonce_str", "ibuaiVcKdpRxkhJA");
    fields.put("result_code", resultCode);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** A good answer to the query of ORDER001. */
  static Map<String, String> paid(String... namesAndValues) {
    Map<String, String> fields =
        common(
            "SUCCESS",
            "trade_state",
            "SUCCESS",
            "out_trade_no",
            "ORDER001",
            "transaction_id",
            "4200009001202601050000000001",
            "total_fee",
            "8800",
            "cash_fee",
            "8800",
            "time_end",
            "20260105093012");
    fields.putAll(common("SUCCESS", namesAndValues));
    return fields;
  }
}
