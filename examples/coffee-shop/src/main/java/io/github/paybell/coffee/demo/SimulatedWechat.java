package io.github.paybell.coffee.demo;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The simulator behind the shop. */
@Component
@ConditionalOnProperty("coffee.demo")
class SimulatedWechat {
  private static final String PASSWORD = "123456";

  private final RestClient http;

  SimulatedWechat(@Value("${paybell.wechat.base-url}") String address) {
    this.http = RestClient.create(address);
  }

  /**
   * From now on this goes wrong with every payment.
   *
   * @param fault name of a fault (docs/simulator.md); empty: nothing
   */
  void strike(String fault) {
    List<Map<String, String>> faults =
        fault.isEmpty() ? List.of() : List.of(Map.of("fault", fault));
    http.put()
        .uri("/sim/faults")
        .contentType(MediaType.APPLICATION_JSON)
        .body(faults)
        .retrieve()
        .toBodilessEntity();
  }

  /** Pays in a cashier as a guest does. */
  void pay(String prepayId) {
    http.post()
        .uri("/cashier/{id}/pay", prepayId)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("password", PASSWORD, "coupons", List.of()))
        .retrieve()
        .toBodilessEntity();
  }

  /** Its messages about an order, each with its attempts. */
  JsonNode messages(String outTradeNo) {
    JsonNode messages =
        http.get()
            .uri("/sim/messages?out_trade_no={no}", outTradeNo)
            .retrieve()
            .body(JsonNode.class);
    return messages == null ? JsonNodeFactory.instance.arrayNode() : messages;
  }
}
