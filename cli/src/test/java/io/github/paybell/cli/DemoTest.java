package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.paybell.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code paybell demo}: the whole loop on free ports. */
class DemoTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int LONGEST_SECONDS = 180;

  @TempDir Path folder;

  private final BlockingQueue<DemoSubscriber.Told> told = new LinkedBlockingQueue<>();

  private Demo start(Path coffeeJars, List<Demo.Part> ready) throws Exception {
    return Demo.start(
        folder.resolve("demo"),
        SimulatorOptions.defaults().withPort(0),
        Demo.Ports.FREE,
        coffeeJars,
        ready::add,
        told::add);
  }

  private static Path coffeeJars() {
    return DemoCoffeeShop.jars()
        .orElseGet(
            () ->
                abort("the coffee shop is not packaged: ./mvnw -pl examples/coffee-shop package"));
  }

  private static HttpResponse<String> send(String method, String address, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static void pay(String simulator, String order) throws Exception {
    assertThat(send("POST", simulator + "/sim/orders/" + order + "/pay", "{}").statusCode())
        .isEqualTo(200);
  }

  @Test
  @DisplayName(
      "An order that is paid at the simulator is SUCCESS in the ledger, and a subscriber is told")
  void wholeLoop() throws Exception {
    try (var demo = start(null, new CopyOnWriteArrayList<>())) {
      assertThat(demo.order().tradeState()).isEqualTo("NOTPAY");
      assertThat(send("GET", demo.cashier(), "").statusCode()).isEqualTo(200);

      pay(demo.simulator().url(), demo.key().mchid() + "/" + demo.key().outTradeNo());
      demo.simulator().settle();

      assertThat(demo.simulator().messenger().messages(demo.key().outTradeNo()))
          .singleElement()
          .satisfies(message -> assertThat(message.state().name()).isEqualTo("DELIVERED"));
      assertThat(demo.order().tradeState()).isEqualTo("SUCCESS");
      assertThat(told.poll(LONGEST_SECONDS, TimeUnit.SECONDS))
          .isEqualTo(new DemoSubscriber.Told("payment.succeeded", demo.key().outTradeNo(), 2));
    }
  }

  @Test
  @DisplayName("The subscriber believes no unsigned word")
  void forgedWebhook() throws Exception {
    try (var subscriber = DemoSubscriber.start(told::add)) {
      assertThat(send("POST", subscriber.url(), "{\"type\":\"payment.succeeded\"}").statusCode())
          .isEqualTo(400);
      assertThat(told).isEmpty();
    }
  }

  @Test
  @DisplayName("The coffee shop starts beside the server, is paid, and ends with the demo")
  void coffee() throws Exception {
    var ready = new CopyOnWriteArrayList<Demo.Part>();
    ProcessHandle process;
    try (var demo = start(coffeeJars(), ready)) {
      assertThat(ready)
          .containsExactly(Demo.Part.SIMULATOR, Demo.Part.SERVER, Demo.Part.COFFEE_SHOP);
      var shop = demo.coffeeShop().orElseThrow();
      process = shop.process();
      String orders = shop.url() + "/api/orders";
      String order =
          found(
              "\"id\":\"(\\w+)\"",
              send("POST", orders, "{\"drink\":\"MOCHA\",\"size\":\"SMALL\"}"));
      assertThat(send("POST", orders + "/" + order + "/pay", "").body()).contains("paySign");

      pay(demo.simulator().url(), "default/" + order + "-1");
      demo.simulator().settle();

      assertThat(found("\"number\":(\\d+)", untilPaid(orders + "/" + order))).isEqualTo("42");
      assertThat(send("GET", shop.url() + "/demo/story?out_trade_no=" + order + "-1", "").body())
          .contains("payment.succeeded");
    }
    assertThat(process.isAlive()).isFalse();
  }

  /** The shop may answer the notification before it has applied it. */
  private static HttpResponse<String> untilPaid(String address) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    HttpResponse<String> answer = send("GET", address, "");
    while (!answer.body().contains("\"PAID\"") && System.nanoTime() < until) {
      answer = send("GET", address, "");
    }
    return answer;
  }

  private static String found(String pattern, HttpResponse<String> answer) {
    var matcher = Pattern.compile(pattern).matcher(answer.body());
    assertThat(matcher.find()).as("%s in %s", pattern, answer.body()).isTrue();
    return matcher.group(1);
  }

  @Test
  @DisplayName("A coffee shop that cannot start is said with its own last words")
  void noPort() throws Exception {
    var jars = coffeeJars();
    try (var taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () ->
                  Demo.start(
                      folder.resolve("demo"),
                      SimulatorOptions.forTests(),
                      new Demo.Ports(0, 0, taken.getLocalPort()),
                      jars,
                      part -> {},
                      told::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the coffee shop did not start")
          .hasMessageContaining("coffee-shop.log");
    }
    assertThat(Files.size(folder.resolve("demo/coffee-shop.log"))).isPositive();
  }

  @Test
  @DisplayName("The command names the addresses, says what the server tells, and stops with 0")
  void command() throws Exception {
    try (var demo =
        Commanded.run(
            "demo",
            "--port=0",
            "--shop-port=0",
            "--notify-port=0",
            "--admin-port=0",
            "--data-dir=" + folder.resolve("demo"))) {
      var said = demo.said("Ctrl-C");
      assertThat(said).contains("/api/v1", "/cashier/", "admin-token", "--fault unsigned");
      if (DemoCoffeeShop.jars().isPresent()) {
        assertThat(said).contains("/bar", "Pay twice.", "Lose the notification.", "Tamper");
      } else {
        assertThat(said).contains("The coffee shop is not part of this program");
      }
      var order = Pattern.compile("/orders/(DEMO\\d{14})").matcher(said);
      var cashier = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/cashier/").matcher(said);
      assertThat(order.find() && cashier.find()).isTrue();

      pay(cashier.group(1), DemoFiles.serversMerchant().mchid() + "/" + order.group(1));

      assertThat(demo.said("told its subscriber")).contains("payment.succeeded");
      assertThat(demo.stop()).isZero();
    }
  }
}
