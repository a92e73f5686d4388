package io.github.paybell.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One order of a demo, as a shop lets Paybell place it. */
final class DemoOrder {
  /** 8.80 CNY, fen. */
  static final long TOTAL = 880;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String admin;
  private final String token;
  private final String outTradeNo;

  /**
   * An order that is nowhere known yet.
   *
   * @param admin address of the admin API, without a slash at the end
   * @param token of the admin API
   */
  DemoOrder(String admin, String token, String outTradeNo) {
    this.admin = admin;
    this.token = token;
    this.outTradeNo = outTradeNo;
  }

  /** Where the admin API shows it. */
  String address() {
    return admin + "/api/v1/accounts/" + DemoFiles.ACCOUNT + "/orders/" + outTradeNo;
  }

  /** Lets Paybell place it, to be paid by scanning a code. */
  void place() throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("out_trade_no", outTradeNo);
    body.putObject("amount").put("total", TOTAL).put("currency", "CNY");
    body.put("description", "咖啡 Coffee");
    body.put("trade_type", "NATIVE");
    send(
        request(admin + "/api/v1/accounts/" + DemoFiles.ACCOUNT + "/orders")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** {@code trade_state} in Paybell's ledger. */
  String tradeState() throws IOException, InterruptedException {
    String body = send(request(address()).header("Authorization", "Bearer " + token).GET());
    return JsonMapper.shared().readTree(body).path("trade_state").asString();
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest built = request.build();
    HttpResponse<String> answer = http.send(built, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          built.method()
              + " "
              + built.uri()
              + ": HTTP "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return answer.body();
  }
}
