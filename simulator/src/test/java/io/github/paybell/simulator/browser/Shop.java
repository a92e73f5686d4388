package io.github.paybell.simulator.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2PaySign;
import io.github.paybell.protocol.v3.V3ClientPay;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop on an address of its own, as a developer's would be: it places orders, signs the call of
 * the cashier, logs payers in, and accepts every notification.
 */
final class Shop implements AutoCloseable {
  private static final String NONCE = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
  private static final String SUCCESS =
      "<xml><return_code><![CDATA[SUCCESS]]></return_code>"
          + "<return_msg><![CDATA[OK]]></return_msg></xml>";

  private final Simulator wechat;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  private Shop(Simulator wechat) {
    this.wechat = wechat;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    on("/", query -> Reply.html(page(wechat.url() + "/pay.js")));
    on("/order", this::order);
    on("/pay-params", query -> Reply.json(payParams(query)));
    on("/login", query -> Reply.redirect(login()));
    on("/back", this::loggedIn);
    on("/notify/v3", query -> new Reply(204, "application/json", ""));
    on("/notify/down", query -> new Reply(503, "text/plain", "sorry"));
    on("/notify/v2", query -> new Reply(200, "text/xml", SUCCESS));
    server.start();
  }

  static Shop open(Simulator wechat) {
    return new Shop(wechat);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private interface Page {
    Reply answer(Map<String, String> query) throws Exception;
  }

  private record Reply(int status, String type, String body) {
    static Reply html(String page) {
      return new Reply(200, "text/html; charset=utf-8", page);
    }

    static Reply json(Map<String, String> members) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      members.forEach(json::put);
      return new Reply(200, "application/json", json.toString());
    }

    static Reply redirect(String to) {
      return new Reply(302, "location", to);
    }
  }

  private void on(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            send(exchange, page.answer(query(exchange.getRequestURI().getRawQuery())));
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (reply.status() == 302) {
      exchange.getResponseHeaders().set("Location", reply.body());
      exchange.sendResponseHeaders(302, -1);
      return;
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] halves = pair.split("=", 2);
        query.put(halves[0], URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private Reply order(Map<String, String> query) {
    return Reply.json(Map.of("prepay_id", place(query)));
  }

  private String place(Map<String, String> query) {
    Merchant merchant = wechat.merchant();
    Api api = Api.valueOf(query.getOrDefault("api", "V3"));
    String outTradeNo = query.getOrDefault("out_trade_no", "");
    return wechat
        .platform()
        .place(
            new Terms(
                api,
                api == Api.V2 ? SignType.MD5 : null,
                PlatformTradeType.JSAPI,
                merchant.mchid(),
                merchant.appid(),
                null,
                null,
                outTradeNo,
                query.getOrDefault("description", "一杯咖啡"),
                null,
                Long.parseLong(query.getOrDefault("total", "880")),
                "CNY",
                url() + query.getOrDefault("notify", api == Api.V2 ? "/notify/v2" : "/notify/v3"),
                merchant.openid(),
                null,
                null,
                null,
                false,
                outTradeNo))
        .prepayId();
  }

  private Map<String, String> payParams(Map<String, String> query) {
    Merchant merchant = wechat.merchant();
    String prepayId = place(query);
    if (query.containsValue("V2")) {
      return V2PaySign.jsapi(
          merchant.appid(), Instant.now(), NONCE, prepayId, SignType.MD5, merchant.v2());
    }
    V3ClientPay.Jsapi signed =
        V3ClientPay.jsapi(merchant.signer(), merchant.appid(), prepayId, Instant.now(), NONCE);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("appId", signed.appId());
    parameters.put("timeStamp", signed.timeStamp());
    parameters.put("nonceStr", signed.nonceStr());
    parameters.put("package", signed.packageValue());
    parameters.put("signType", signed.signType());
    parameters.put("paySign", signed.paySign());
    return parameters;
  }

  private String login() {
    return wechat.url()
        + "/connect/oauth2/authorize?appid="
        + wechat.merchant().appid()
        + "&redirect_uri="
        + URLEncoder.encode(url() + "/back", StandardCharsets.UTF_8)
        + "&response_type=code&scope=snsapi_base&state=table-7#wechat_redirect";
  }

  /** The code becomes the openid, from server to server. */
  private Reply loggedIn(Map<String, String> query) throws Exception {
    Merchant merchant = wechat.merchant();
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            wechat.url()
                                + "/sns/oauth2/access_token?appid="
                                + merchant.appid()
                                + "&secret="
                                + merchant.appSecret()
                                + "&code="
                                + query.get("code")
                                + "&grant_type=authorization_code"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String openid = JsonMapper.shared().readTree(answer).path("openid").asString("");
    return Reply.html(
        "<p data-testid=\"openid\">%s</p><p data-testid=\"state\">%s</p>"
            .formatted(openid, query.get("state")));
  }

  /** Calls the cashier as WeChat's documents show it. */
  private static String page(String payScript) {
    return """
        <!DOCTYPE html>
        <html lang="zh">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>咖啡店</title>
        <style>body { font: 18px sans-serif; margin: 2rem } button { font: inherit }</style>
        <script src="%s"></script>
        </head>
        <body>
        <h1>咖啡店</h1>
        <p>一杯咖啡 ¥8.80</p>
        <button data-testid="v3">微信支付 v3</button>
        <button data-testid="v2">微信支付 v2</button>
        <button data-testid="wrong">错误的签名</button>
        <button data-testid="mini">小程序</button>
        <p data-testid="result"></p>
        <script>
        let number = 0;
        const result = document.querySelector('[data-testid=result]');
        async function parameters(api) {
          const order = `SHOP-${Date.now()}-${number++}`;
          return (await fetch(`/pay-params?api=${api}&out_trade_no=${order}`)).json();
        }
        function brand(parameters) {
          const invoke = () => WeixinJSBridge.invoke('getBrandWCPayRequest', parameters,
              (told) => { result.textContent = told.err_msg; });
          if (typeof WeixinJSBridge === 'undefined') {
            document.addEventListener('WeixinJSBridgeReady', invoke, false);
          } else {
            invoke();
          }
        }
        const on = (id, act) => document.querySelector(`[data-testid=${id}]`)
            .addEventListener('click', () => { result.textContent = ''; act(); });
        on('v3', async () => brand(await parameters('V3')));
        on('v2', async () => brand(await parameters('V2')));
        on('wrong', async () => brand({ ...await parameters('V3'), timeStamp: '1700000000' }));
        on('mini', async () => {
          const { appId, ...rest } = await parameters('V3');
          wx.requestPayment({ ...rest, complete: (told) => { result.textContent = told.errMsg; } });
        });
        </script>
        </body>
        </html>
        """
        .formatted(payScript);
  }
}
