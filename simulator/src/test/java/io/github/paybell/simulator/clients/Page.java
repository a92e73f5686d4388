package io.github.paybell.simulator.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A page of the shop in WeChat's browser that calls the cashier. */
final class Page {
  private Page() {}

  /**
   * What the page is told.
   *
   * @param parameters of {@code getBrandWCPayRequest}, as the client of the shop gave them out
   */
  static String calls(String simulator, Map<String, String> parameters)
      throws IOException, InterruptedException {
    var json = JsonMapper.shared().createObjectNode();
    json.put("via", "getBrandWCPayRequest").put("url", "https://shop.example.com/pay");
    parameters.forEach(json.putObject("parameters")::put);
    var request =
        HttpRequest.newBuilder(URI.create(simulator + "/pay.js/check"))
            .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
            .build();
    var answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    var told = JsonMapper.shared().readTree(answer);
    return told.path("result").asString("") + told.path("explanation").asString("");
  }
}
