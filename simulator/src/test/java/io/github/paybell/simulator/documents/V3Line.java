package io.github.paybell.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Request;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls of v3. What stands around a body goes by the names of the table: <code>{name}</code> of the
 * path, {@code ?name} of the query, {@code header:Name}.
 */
final class V3Line {
  private static final Pattern HEADERS =
      Pattern.compile(
          "Wechatpay-.*|Request-ID|Content-Type|Connection|Keep-Alive|Cache-Control"
              + "|X-Content-Type-Options|Content-Language|Accept|User-Agent|Authorization",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final String HEADER = "header:";

  private final Bench bench;

  V3Line(Bench bench) {
    this.bench = bench;
  }

  /** Adds a header if a document names it. */
  static void header(Map<String, String> around, String name, String value) {
    if (HEADERS.matcher(name).matches()) {
      around.put(HEADER + documented(name), value);
    }
  }

  /** Java's own server writes Wechatpay-serial and Request-id. */
  private static String documented(String name) {
    StringJoiner words = new StringJoiner("-");
    for (String word : name.split("-", -1)) {
      words.add(
          word.equalsIgnoreCase("id")
              ? "ID"
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return words.toString();
  }

  static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text);
  }

  /** A call that succeeds, without a body. */
  JsonNode get(String message, String path, Map<String, String> around) {
    return ask(message, message, "GET", path, around, json("{}"));
  }

  /** A call that succeeds. */
  JsonNode post(String message, String path, Map<String, String> around, ObjectNode body) {
    return ask(message, message, "POST", path, around, body);
  }

  /** A call that succeeds, and whose answer has another name in the table. */
  JsonNode ask(
      String message,
      String answeredAs,
      String method,
      String path,
      Map<String, String> around,
      ObjectNode body) {
    HttpResponse<byte[]> answer = send(method, path, around, body);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, Bench.text(answer))
        .isIn(200, 204);
    Sightings seen = bench.seen();
    seen.see(message, Direction.REQUEST, around, body);
    headers("v3 answer " + answer.statusCode(), answer);
    if (answer.statusCode() == 204) {
      return json("{}");
    }
    JsonNode said = JsonMapper.shared().readTree(answer.body());
    boolean unpaid = said.toString().matches(".*\"trade_state\":\"(NOTPAY|CLOSED)\".*");
    seen.see(unpaid ? answeredAs + " unpaid" : answeredAs, Direction.ANSWER, Map.of(), said);
    return said;
  }

  /** A call that is refused. */
  void fail(
      String seenAs, String method, String path, Map<String, String> around, ObjectNode body) {
    HttpResponse<byte[]> answer = send(method, path, around, body);
    assertThat(answer.statusCode()).isBetween(400, 499);
    headers("v3 answer of an error", answer);
    JsonNode said = JsonMapper.shared().readTree(answer.body());
    bench.seen().see(seenAs, Direction.ANSWER, Map.of(), said);
  }

  /** A call that was signed for another body. */
  void failForged(String path, ObjectNode signed) {
    byte[] sent =
        signed.deepCopy().put("attach", "forged").toString().getBytes(StandardCharsets.UTF_8);
    byte[] meant = signed.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = headers("POST", path, meant);
    HttpResponse<byte[]> answer = bench.send("POST", path, headers, sent);
    assertThat(answer.statusCode()).isEqualTo(401);
    headers("v3 answer of an error", answer);
    JsonNode said = JsonMapper.shared().readTree(answer.body());
    bench.seen().see("v3 SIGN_ERROR", Direction.ANSWER, Map.of(), said);
  }

  /** A file. */
  byte[] download(Map<String, String> around) {
    HttpResponse<byte[]> answer = send("GET", "/v3/billdownload/file", around, json("{}"));
    assertThat(answer.statusCode()).as(Bench.text(answer)).isEqualTo(200);
    bench.seen().see("v3 billdownload", Direction.REQUEST, around, json("{}"));
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> header(headers, name, values.get(0)));
    headers.keySet().removeIf(name -> !name.matches("header:(Wechatpay-.*|Request-ID)"));
    bench.seen().see("v3 answer with a file", Direction.ANSWER, headers);
    return answer.body();
  }

  private void headers(String message, HttpResponse<byte[]> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> header(headers, name, values.get(0)));
    bench.seen().see(message, Direction.ANSWER, headers);
  }

  private HttpResponse<byte[]> send(
      String method, String path, Map<String, String> around, ObjectNode body) {
    String target = target(path, around);
    byte[] bytes =
        method.equals("GET") ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = headers(method, target, bytes);
    around.forEach(
        (name, value) -> {
          if (name.startsWith(HEADER)) {
            headers.put(name.substring(HEADER.length()), value);
          }
        });
    HttpResponse<byte[]> answer = bench.send(method, target, headers, bytes);
    if (answer.statusCode() < 300) {
      bench.seen().see("v3 request", Direction.REQUEST, named(headers));
    }
    return answer;
  }

  private Map<String, String> headers(String method, String target, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("User-Agent", "documents");
    if (body.length > 0) {
      headers.put("Content-Type", "application/json");
    }
    headers.put(
        "Authorization",
        V3Request.authorization(
            bench.merchant().signer(),
            bench.merchant().mchid(),
            method,
            target,
            Bench.NOW,
            "593BEC0C930BF1AFEB40B4A08C8FB242",
            body));
    return headers;
  }

  private static String target(String path, Map<String, String> around) {
    String filled = path;
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    for (Map.Entry<String, String> entry : around.entrySet()) {
      filled = filled.replace(entry.getKey(), entry.getValue());
      if (entry.getKey().startsWith("?")) {
        query.add(
            entry.getKey().substring(1)
                + "="
                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
      }
    }
    return filled + query;
  }

  private static Map<String, String> named(Map<String, String> headers) {
    Map<String, String> named = new LinkedHashMap<>();
    headers.forEach((name, value) -> header(named, name, value));
    Matcher parameters = PARAMETER.matcher(headers.get("Authorization"));
    while (parameters.find()) {
      named.put(HEADER + "Authorization." + parameters.group(1), parameters.group(2));
    }
    return named;
  }

  /** What a page in WeChat's browser does with the second signature; it opens the cashier. */
  static void openCashier(Bench bench, String message, Map<String, String> parameters) {
    ObjectNode call =
        json("{\"via\":\"getBrandWCPayRequest\",\"url\":\"https://shop.example/pay\"}");
    ObjectNode inner = call.putObject("parameters");
    parameters.forEach(inner::put);
    bench.own("POST", "/pay.js/check", call.toString());
    bench.seen().see(message, Direction.REQUEST, parameters);
  }
}
