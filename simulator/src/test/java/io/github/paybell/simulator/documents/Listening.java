package io.github.paybell.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.simulator.platform.Merchant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's ear: takes every notification apart, decrypts it, accepts it. */
final class Listening implements AutoCloseable {
  private static final Pattern NAMED =
      Pattern.compile("header:(Wechatpay-.*|Request-ID|Content-Type)");

  private final Sightings seen;
  private final Opened opened;
  private final HttpServer server;
  private final List<Map<String, String>> replies = new ArrayList<>();

  Listening(Merchant merchant, Sightings seen) {
    this.seen = seen;
    this.opened = new Opened(merchant);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // With one thread for all, as the server has without an executor, nothing is seen at once.
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
  }

  /** Counts all replies so far as good ones, because they were. */
  void accepted() {
    replies.forEach(reply -> seen.see("v2 notification reply", Direction.REQUEST, reply));
    replies.clear();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      byte[] reply = new byte[0];
      if (body[0] == '<') {
        reply = v2(body).getBytes(StandardCharsets.UTF_8);
      } else {
        v3(exchange, JsonMapper.shared().readTree(body));
      }
      exchange.sendResponseHeaders(200, reply.length == 0 ? -1 : reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private String v2(byte[] body) {
    Map<String, String> fields = fields(body);
    String message = "v2 payment notification";
    if (fields.containsKey("req_info")) {
      message = "v2 refund notification";
      byte[] inner = opened.v2(fields.get("req_info"));
      assertThat(inner).as("the root").startsWith("<root>".getBytes(StandardCharsets.US_ASCII));
      byte[] renamed =
          new String(inner, StandardCharsets.UTF_8)
              .replace("root>", "xml>")
              .getBytes(StandardCharsets.UTF_8);
      seen.see(message + " req_info", Direction.NOTIFICATION, fields(renamed));
    }
    seen.see(message, Direction.NOTIFICATION, fields);
    return reply(fields.containsKey("req_info"));
  }

  /** return_msg may be left out, so it is, now and then. */
  private String reply(boolean inShort) {
    Map<String, String> reply = new LinkedHashMap<>();
    reply.put("return_code", "SUCCESS");
    if (!inShort) {
      reply.put("return_msg", "OK");
    }
    replies.add(reply);
    StringBuilder xml = new StringBuilder("<xml>");
    reply.forEach(
        (name, value) ->
            xml.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value)
                .append("]]></")
                .append(name)
                .append('>'));
    return xml.append("</xml>").toString();
  }

  static Map<String, String> fields(byte[] xml) {
    FieldTable table = new FieldTable();
    assertThat(table.read(xml)).as(new String(xml, StandardCharsets.UTF_8)).isTrue();
    return table.toMap();
  }

  private void v3(HttpExchange exchange, JsonNode envelope) {
    Map<String, String> around = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> V3Line.header(around, name, values.get(0)));
    // No document names the other headers of a notification.
    around.keySet().removeIf(name -> !NAMED.matcher(name).matches());
    seen.see("v3 notification", Direction.NOTIFICATION, around, envelope);
    JsonNode plaintext = opened.v3(envelope.path("resource"));
    seen.see(nameOf(plaintext), Direction.NOTIFICATION, Map.of(), plaintext);
  }

  private static String nameOf(JsonNode plaintext) {
    if (plaintext.has("combine_mchid")) {
      return "v3 combined payment";
    }
    return (plaintext.has("sp_mchid") ? "v3 partner " : "v3 direct ")
        + (plaintext.has("refund_id") ? "refund result" : "payment");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
