import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Records what the outside sees of a checkout: {@code java house/Behaviour.java CHECKOUT >
 * before.txt}. Two recordings that differ in nothing are two versions that behave alike; a
 * refactoring ends with {@code diff before.txt after.txt}. Record the old one twice: what differs
 * there is chance (which of two queries came first).
 *
 * <p>Starts the checkout's own server and simulator on loopback ports and writes down, with ids,
 * times and signatures replaced by their kind: the answer to every fault of the simulator by v2 and
 * v3, to requests that are no notification at all, to every call of the admin API, right and wrong;
 * the events as a webhook gets them; and docs/openapi.json.
 */
final class Behaviour {
  private static final int NOTIFY = 19_080;
  private static final int ADMIN = 19_081;
  private static final int SIMULATOR = 19_090;
  private static final int WEBHOOK = 19_091;
  private static final String MCHID = "1900000109";
  private static final String TOKEN = "recorded-run-token-01";
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** What is another in each run, and what stands for it. In this order. */
  private static final Map<Pattern, String> VARYING = varying();

  private final ConcurrentSkipListSet<String> events = new ConcurrentSkipListSet<>();
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final List<Process> processes = new ArrayList<>();
  private String authorization = "";

  private static Map<Pattern, String> varying() {
    var kinds =
        List.of(
            List.of("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
            List.of(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)",
                "TIME"),
            List.of("\\b20\\d{12}\\b", "TIME"),
            List.of("\"prepay_id\":\"[^\"]*\"", "\"prepay_id\":\"PREPAY\""),
            List.of("prepay_id=[^\"]*", "prepay_id=PREPAY"),
            List.of(
                "\"(nonceStr|paySign|sign|timeStamp|timestamp|noncestr)\":\"[^\"]*\"",
                "\"$1\":\"…\""),
            List.of("\"next\":\"[^\"]*\"", "\"next\":\"CURSOR\""),
            List.of("\\b[A-Za-z0-9+/_-]{40,}={0,2}(?![A-Za-z0-9])", "BASE64"),
            List.of("\\b\\d{17,32}\\b", "NUMBER"),
            List.of("\"notify_token\":\"[^\"]*\"", "\"notify_token\":\"TOKEN\""),
            List.of("UUID#[0-9a-f]+", "UUID#HASH"),
            List.of("\"took_ms\":\\d+", "\"took_ms\":N"));
    var patterns = new LinkedHashMap<Pattern, String>();
    kinds.forEach(kind -> patterns.put(Pattern.compile(kind.get(0)), kind.get(1)));
    return patterns;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1 || !Files.isExecutable(Path.of(arguments[0], "paybell"))) {
      System.err.println("usage: java house/Behaviour.java CHECKOUT");
      System.exit(2);
    }
    var behaviour = new Behaviour();
    try {
      behaviour.run(Path.of(arguments[0]).toRealPath());
    } finally {
      behaviour.processes.forEach(Process::destroy);
      for (var process : behaviour.processes) {
        process.waitFor(20, TimeUnit.SECONDS);
      }
    }
    System.exit(0);
  }

  private void run(Path checkout) throws Exception {
    var folder = Files.createTempDirectory("paybell-record");
    var webhook = webhook();
    start(
        folder,
        checkout,
        "simulate",
        "--port",
        "" + SIMULATOR,
        "--quiet",
        "--client",
        "none",
        "--seed",
        "7",
        "--speed",
        "manual");
    await(() -> simulator("GET", "/sim/clock", null).statusCode() == 200);
    Files.writeString(folder.resolve("paybell.yml"), configuration());
    start(folder, checkout, "serve", "--config", "paybell.yml", "--data-dir", "data");
    await(() -> get(NOTIFY, "/healthz").statusCode() == 200);
    await(() -> get(ADMIN, "/actuator/health").statusCode() == 200);
    authorization = "Bearer " + Files.readString(folder.resolve("data/admin-token")).strip();

    progress("faults");
    for (var api : List.of("v2", "v3")) {
      for (var fault : faults()) {
        fault(api, fault);
      }
    }
    progress("requests that are no notification");
    strangeRequests();
    progress("the life of orders");
    for (var api : List.of("v2", "v3")) {
      life(api);
    }
    progress("wrong calls");
    wrongCalls();
    progress("lists");
    lists();
    progress("events");
    delivered();
    events.forEach(event -> say("event", event));
    out.println("## openapi.json\n" + Files.readString(checkout.resolve("docs/openapi.json")));
    webhook.stop(0);
  }

  private static String configuration() throws Exception {
    var account = simulator("GET", "/sim/config/default?client=paybell", null).body();
    return account.replace("    shop:\n", "    shop:\n      notify-token: " + TOKEN + "\n")
        + """
          notify: { host: 127.0.0.1, port: %d, base-url: "http://127.0.0.1:%d" }
          admin: { host: 127.0.0.1, port: %d }
          delivery: { allow-private-addresses: true }
          subscribers:
            recorder:
              url: http://127.0.0.1:%d/
              secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=
        """
            .formatted(NOTIFY, NOTIFY, ADMIN, WEBHOOK);
  }

  private HttpServer webhook() throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), WEBHOOK), 50);
    server.createContext(
        "/",
        exchange -> {
          events.add(
              same(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void start(Path folder, Path checkout, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(checkout.resolve("paybell").toString());
    command.addAll(List.of(words));
    processes.add(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(words[0] + ".log").toFile())
            .start());
  }

  private static List<String> faults() throws Exception {
    return Pattern.compile("\"name\":\"([^\"]+)\"")
        .matcher(simulator("GET", "/sim/fault-kinds", null).body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** One order, placed and paid; each attempt of its notification and how it was answered. */
  private void fault(String api, String fault) throws Exception {
    var number = ("F" + api + fault).replace("-", "").toUpperCase(Locale.ROOT);
    number = number.length() > 32 ? number.substring(0, 32) : number;
    admin("POST", "/accounts/shop/orders", placing(api, number));
    var paid =
        simulator(
            "POST",
            "/sim/orders/" + MCHID + "/" + number + "/pay",
            "{\"faults\":[\"" + fault + "\"]}");
    for (int seconds : new int[] {0, 20, 90_000}) {
      simulator("POST", "/sim/clock/advance", "{\"seconds\":" + seconds + "}");
      quiet(number);
    }
    say(api + " " + fault, paid.statusCode() + "\n" + attempts(number));
    say(api + " " + fault + " order", admin("GET", "/accounts/shop/orders/" + number, null));
  }

  private static void quiet(String number) throws Exception {
    var last = new String[] {""};
    int[] same = {0};
    await(
        () -> {
          var now = simulator("GET", "/sim/messages?out_trade_no=" + number, null).body();
          same[0] = now.equals(last[0]) && !now.contains("\"SENDING\"") ? same[0] + 1 : 0;
          last[0] = now;
          return same[0] >= 3;
        });
  }

  private static String attempts(String number) throws Exception {
    var list = simulator("GET", "/sim/messages?out_trade_no=" + number, null).body();
    var text = new StringBuilder();
    var ids = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(list);
    while (ids.find()) {
      var message = simulator("GET", "/sim/messages/" + ids.group(1), null).body();
      text.append(withoutRequests(message.substring(message.indexOf("\"attempts\"")))).append('\n');
    }
    return text.toString();
  }

  /** An attempt's request is signed anew in each run. */
  private static String withoutRequests(String json) {
    var text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (depth == 0 && json.startsWith(",\"request\":{", i)) {
        i += ",\"request\":{".length() - 1;
        depth = 1;
      } else if (depth == 0) {
        text.append(c);
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else {
        quoted = c == '"';
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return text.toString();
  }

  private void strangeRequests() throws Exception {
    var path = "/notify/" + TOKEN;
    var xml = "<xml><return_code>SUCCESS</return_code></xml>";
    say("GET", get(NOTIFY, path));
    say("unknown token", post("/notify/not-a-token-00000000", "text/xml", xml));
    say("short token", post("/notify/x", "text/xml", xml));
    say("root", get(NOTIFY, "/"));
    say("health", get(NOTIFY, "/healthz"));
    say("empty", post(path, "text/xml", ""));
    say("text", post(path, "text/plain", "hello"));
    say("xml without sign", post(path, "text/xml", xml));
    say("xml, cut", post(path, "text/xml", "<xml><return_code>"));
    say("xml, doctype", post(path, "text/xml", "<!DOCTYPE xml [<!ENTITY a \"b\">]>" + xml));
    say("json without headers", post(path, "application/json", "{\"id\":\"1\"}"));
    say("json, cut", post(path, "application/json", "{\"id\":"));
    say("large", post(path, "application/json", "x".repeat(3_000_000)));
    for (var method : List.of("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")) {
      say(method, send(NOTIFY, method, path, "text/xml", xml, null));
    }
  }

  /** Registered, placed, paid, refunded in part, refunded whole; another closed; another late. */
  private void life(String api) throws Exception {
    var orders = "/accounts/shop/orders/";
    var paid = "L" + api.toUpperCase(Locale.ROOT) + "PAID00001";
    say(api + " placed", admin("POST", "/accounts/shop/orders", placing(api, paid)));
    say(api + " placed again", admin("POST", "/accounts/shop/orders", placing(api, paid)));
    say(
        api + " placed otherwise",
        admin("POST", "/accounts/shop/orders", placing(api, paid).replace("8800", "8801")));
    say(api + " unpaid, refreshed", admin("GET", orders + paid + "?refresh=true", null));
    say(api + " refund before payment", refund(paid, "R" + paid + "0", 1));
    simulator(
        "POST",
        "/sim/orders/" + MCHID + "/" + paid + "/pay",
        "{\"coupons\":[{\"type\":\"CASH\",\"fee\":100}]}");
    quiet(paid);
    say(api + " paid", admin("GET", orders + paid, null));
    say(api + " close a paid order", admin("POST", orders + paid + "/close", null));
    say(api + " payer", admin("POST", orders + paid + "/payer", "{\"reason\":\"recorded run\"}"));
    say(api + " refund", refund(paid, "R" + paid + "1", 800));
    say(api + " refund again", refund(paid, "R" + paid + "1", 800));
    say(api + " refund otherwise", refund(paid, "R" + paid + "1", 801));
    say(api + " refund too much", refund(paid, "R" + paid + "2", 8800));
    simulator("POST", "/sim/clock/advance", "{\"seconds\":120}");
    quiet(paid);
    say(
        api + " refunded",
        admin("GET", "/accounts/shop/refunds/R" + paid + "1?refresh=true", null));
    say(api + " refund the rest", refund(paid, "R" + paid + "3", 8000));
    simulator("POST", "/sim/clock/advance", "{\"seconds\":120}");
    quiet(paid);
    say(
        api + " rest refunded",
        admin("GET", "/accounts/shop/refunds/R" + paid + "3?refresh=true", null));
    say(api + " after refunds", admin("GET", orders + paid + "?refresh=true", null));

    var closed = "L" + api.toUpperCase(Locale.ROOT) + "CLOSED001";
    admin("POST", "/accounts/shop/orders", placing(api, closed));
    say(api + " close", admin("POST", orders + closed + "/close", null));
    say(api + " close again", admin("POST", orders + closed + "/close", null));
    simulator("POST", "/sim/orders/" + MCHID + "/" + closed + "/pay", "{\"late\":true}");
    quiet(closed);
    say(api + " paid after it was closed", admin("GET", orders + closed, null));

    var registered = "L" + api.toUpperCase(Locale.ROOT) + "REGISTER1";
    var body =
        "{\"amount\":{\"total\":100},\"reference\":\"purchase-" + api + "\",\"description\":\"d\"}";
    say(api + " registered", admin("PUT", orders + registered, body));
    say(api + " registered again", admin("PUT", orders + registered, body));
    say(
        api + " registered otherwise",
        admin("PUT", orders + registered, body.replace("100", "101")));
    say(api + " not placed, refreshed", admin("GET", orders + registered + "?refresh=true", null));
    say(api + " not placed, closed", admin("POST", orders + registered + "/close", null));
  }

  private HttpResponse<String> refund(String order, String number, int fen) throws Exception {
    return admin(
        "POST",
        "/accounts/shop/orders/" + order + "/refunds",
        "{\"out_refund_no\":\""
            + number
            + "\",\"amount\":{\"refund\":"
            + fen
            + "},\"reason\":\"r\"}");
  }

  private void wrongCalls() throws Exception {
    var orders = "/accounts/shop/orders/";
    var calls =
        new String[][] {
          {"GET", "/accounts/none", null},
          {"GET", orders + "NONE00000001", null},
          {"GET", orders + "a*b", null},
          {"PUT", orders + "BAD1", "{\"amount\":{\"total\":0}}"},
          {"PUT", orders + "BAD1", "{\"amount\":{\"total\":1.5}}"},
          {"PUT", orders + "BAD1", "{\"amount\":{\"total\":\"1\"}}"},
          {"PUT", orders + "BAD1", "{\"amount\":{\"total\":1,\"currency\":\"XXX\"}}"},
          {"PUT", orders + "BAD1", "{\"amount\":{\"total\":1},\"unknown\":1}"},
          {"PUT", orders + "BAD1", "{"},
          {"PUT", orders + "BAD1", "[]"},
          {"PUT", "/accounts/none/orders/BAD1", "{\"amount\":{\"total\":1}}"},
          {"POST", "/accounts/shop/orders", "{}"},
          {"POST", "/accounts/shop/orders", placing("v4", "BAD2")},
          {"POST", "/accounts/shop/orders", placing("v3", "BAD3").replace("JSAPI", "WRONG")},
          {"POST", orders + "NONE00000001/close", null},
          {
            "POST",
            orders + "NONE00000001/refunds",
            "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":1}}"
          },
          {
            "POST",
            orders + "LV3PAID00001/refunds",
            "{\"out_refund_no\":\"\",\"amount\":{\"refund\":1}}"
          },
          {
            "POST",
            orders + "LV3PAID00001/refunds",
            "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":-1}}"
          },
          {"POST", orders + "LV3PAID00001/payer", "{}"},
          {"GET", "/accounts/shop/refunds/NONE", null},
          {"GET", "/accounts/shop/reconciliations/2026-13-01", null},
          {"GET", "/accounts/shop/reconciliations/2020-01-01", null},
          {"POST", "/accounts/shop/reconciliations/2999-01-01", null},
          {"GET", "/notifications?verdict=wrong", null},
          {"GET", "/notifications?limit=0", null},
          {"GET", "/notifications?limit=201", null},
          {"GET", "/notifications?cursor=x", null},
          {"GET", "/notifications/none", null},
          {"GET", "/notifications/00000000-0000-0000-0000-000000000000", null},
          {"POST", "/notifications/00000000-0000-0000-0000-000000000000/reapply", null},
          {"GET", "/events?type=wrong", null},
          {"GET", "/events/00000000-0000-0000-0000-000000000000", null},
          {"POST", "/events/00000000-0000-0000-0000-000000000000/redeliver", "{}"},
          {"GET", "/deliveries?state=wrong", null},
          {"GET", "/deliveries?since=yesterday", null},
          {"GET", "/deliveries/x.y", null},
          {"POST", "/deliveries/x.y/retry", null},
          {"POST", "/deliveries/redeliver", "{}"},
          {"POST", "/deliveries/redeliver", "{\"subscriber\":\"none\"}"},
          {"POST", "/deliveries/redeliver", "{\"subscriber\":\"recorder\",\"state\":\"wrong\"}"},
          {"GET", "/problems?state=wrong", null},
          {
            "POST",
            "/problems/00000000-0000-0000-0000-000000000000/resolve",
            "{\"action\":\"accept\"}"
          },
          {
            "POST",
            "/problems/00000000-0000-0000-0000-000000000000/resolve",
            "{\"action\":\"wrong\"}"
          },
          {"POST", "/problems/00000000-0000-0000-0000-000000000000/resolve", "{}"},
          {"PUT", "/accounts/shop", "{\"mchid\":\"1900000109\"}"},
          {"PUT", "/accounts/second", "{\"mchid\":\"1\",\"v2\":{\"key\":\"short\"}}"},
          {
            "PUT",
            "/accounts/second",
            "{\"mchid\":\"1900000110\",\"v2\":{\"key\":\"0123456789abcdef0123456789abcdef\"}}"
          },
          {"GET", "/accounts/second", null},
          {"DELETE", "/accounts/second", null},
          {"POST", "/accounts/second/retire", null},
          {"DELETE", "/accounts/second", null},
          {"GET", "/nothing", null},
          {"PATCH", "/problems", null},
        };
    for (var call : calls) {
      say(
          call[0] + " " + call[1] + " " + (call[2] == null ? "" : call[2]),
          admin(call[0], call[1], call[2]));
    }
    say("no token", send(ADMIN, "GET", "/api/v1/accounts", null, null, null));
    say("wrong token", send(ADMIN, "GET", "/api/v1/accounts", null, null, "Bearer wrong"));
  }

  private void delivered() throws Exception {
    await(() -> !admin("GET", "/deliveries?state=pending&limit=1", null).body().contains("\"id\""));
  }

  private void lists() throws Exception {
    delivered();
    for (var list :
        List.of(
            "/accounts",
            "/subscribers",
            "/notifications?limit=200",
            "/notifications?verdict=parked",
            "/rejections?limit=200",
            "/events?limit=200",
            "/events?type=payment.succeeded&limit=2",
            "/deliveries?state=dead",
            "/problems?limit=200",
            "/problems?state=open",
            "/problems?state=resolved")) {
      var rows =
          same(admin("GET", list, null).body())
              .split("(?<=\\}),(?=\\{\"(id|specversion|account)\")");
      Arrays.sort(rows);
      say(list, String.join("\n", rows));
    }
    var problems = ids(admin("GET", "/problems?state=open&limit=200", null).body());
    var actions = List.of("dismiss", "accept", "refund");
    for (int i = 0; i < Math.min(6, problems.size()); i++) {
      var action = actions.get(i % 3);
      say(
          "problem " + i + " " + action,
          admin(
              "POST",
              "/problems/" + problems.get(i) + "/resolve",
              "{\"action\":\"" + action + "\",\"note\":\"recorded run\"}"));
    }
    delivered();
    var notification = ids(admin("GET", "/notifications?limit=1", null).body()).get(0);
    say("notification", admin("GET", "/notifications/" + notification, null));
    say("reapply", admin("POST", "/notifications/" + notification + "/reapply", null));
    var event = ids(admin("GET", "/events?limit=1", null).body()).get(0);
    say("event", admin("GET", "/events/" + event, null));
    say("redeliver", admin("POST", "/events/" + event + "/redeliver", "{}"));
    delivered();
    say("delivery", admin("GET", "/deliveries/" + event + ".recorder", null));
    say("retry", admin("POST", "/deliveries/" + event + ".recorder/retry", null));
  }

  private static List<String> ids(String json) {
    return Pattern.compile("\"id\":\"([^\"]+)\"")
        .matcher(json)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private static String placing(String api, String number) {
    return "{\"out_trade_no\":\""
        + number
        + "\",\"amount\":{\"total\":8800},\"trade_type\":\"JSAPI\",\"openid\":\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\",\"description\":\"Coffee\",\"attach\":\"table"
        + " 7\",\"payer_client_ip\":\"127.0.0.1\",\"api\":\""
        + api
        + "\"}";
  }

  private HttpResponse<String> admin(String method, String path, String body) throws Exception {
    return send(
        ADMIN,
        method,
        "/api/v1" + path,
        body == null ? null : "application/json",
        body,
        authorization);
  }

  private static HttpResponse<String> simulator(String method, String path, String body)
      throws Exception {
    return send(SIMULATOR, method, path, body == null ? null : "application/json", body, null);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return send(port, "GET", path, null, null, null);
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return send(NOTIFY, "POST", path, type, body, null);
  }

  private static HttpResponse<String> send(
      int port, String method, String path, String type, String body, String authorization)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path.replace("*", "%2A")))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited five minutes in vain");
      }
      Thread.sleep(100);
    }
  }

  private void say(String what, HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers
        .keySet()
        .removeIf(
            name ->
                Stream.of("date", "content-length", "request-id", "x-request-id")
                    .anyMatch(name::equalsIgnoreCase));
    say(what, answer.statusCode() + " " + headers + "\n" + answer.body());
  }

  private void say(String what, String text) {
    out.println("## " + same(what) + "\n" + same(text) + "\n");
  }

  private static String same(String text) {
    for (var kind : VARYING.entrySet()) {
      text = kind.getKey().matcher(text).replaceAll(kind.getValue());
    }
    return text;
  }

  private static void progress(String what) {
    System.err.println(what + " …");
  }
}
