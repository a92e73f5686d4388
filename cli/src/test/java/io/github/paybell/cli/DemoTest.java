package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code paybell demo}: the whole loop on free ports. */
class DemoTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  @DisplayName("An order that is paid at the simulator is SUCCESS in the ledger")
  void wholeLoop() throws Exception {
    try (var demo =
        Demo.start(folder.resolve("demo"), SimulatorOptions.defaults().withPort(0), 0, 0)) {
      assertThat(demo.order().tradeState()).isEqualTo("NOTPAY");
      assertThat(status(HttpRequest.newBuilder(URI.create(demo.cashier())))).isEqualTo(200);

      pay(demo.simulator().url(), demo.key().outTradeNo());
      demo.simulator().settle();

      assertThat(demo.simulator().messenger().messages(demo.key().outTradeNo()))
          .singleElement()
          .satisfies(message -> assertThat(message.state().name()).isEqualTo("DELIVERED"));
      assertThat(demo.order().tradeState()).isEqualTo("SUCCESS");
    }
  }

  @Test
  @DisplayName(
      "The command names the three addresses, says when the order is paid, and stops with 0")
  void command() throws Exception {
    try (var demo =
        Commanded.run(
            "demo",
            "--port=0",
            "--door-port=0",
            "--office-port=0",
            "--data-dir=" + folder.resolve("demo"))) {
      var said = demo.said("Ctrl-C");
      assertThat(said).contains("/api/v1", "/cashier/", "office-token", "--fault unsigned");
      var order = Pattern.compile("DEMO\\d{14}").matcher(said);
      var page = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(said);
      assertThat(order.find() && page.find()).isTrue();

      pay(page.group(), order.group());

      assertThat(demo.said("is paid in")).contains(order.group() + " is paid in Paybell's ledger");
      assertThat(demo.stop()).isZero();
    }
  }

  private static void pay(String simulator, String outTradeNo) throws Exception {
    assertThat(
            status(
                HttpRequest.newBuilder(
                        URI.create(simulator + "/sim/orders/default/" + outTradeNo + "/pay"))
                    .POST(BodyPublishers.ofString("{}"))))
        .isEqualTo(200);
  }
}
