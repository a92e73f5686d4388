package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was taken in and does harm later, and what people see of what was not taken in. */
class HostileOrdersTest {
  private final Simulator wechat = Simulator.start(SimulatorOptions.forTests());
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    wechat.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/notify",
        "http://127.0.0.1:99999/notify",
        "http://127.0.0.1:00/notify",
        "http://no-such-host.invalid/notify",
        "http://a_b/notify",
        "http://user@127.0.0.1:1/notify",
        "http://%31%32%37/notify",
        "http://xn--/notify",
        "http://中文.invalid/通知",
        "http://127.0.0.1:1/%zz",
        "http://127.0.0.1:1/a\\b",
        "http://127.0.0.1:1/<a>",
        "https://127.0.0.1:1/notify"
      })
  @DisplayName("A notify_url that leads nowhere is refused, or its message fails and nothing else")
  void notifyUrl(String url) throws Exception {
    V3Case order = V3Case.direct("native", "HOSTILE0001");
    order.body().put("notify_url", url);
    if (place(order).statusCode() == 200) {
      wechat.pay("HOSTILE0001");
      wechat.settle();
      wechat.advance(Duration.ofHours(25));
      wechat.settle();
      Message message = wechat.messenger().messages().get(0);
      assertThat(message.state()).isEqualTo(Message.State.EXHAUSTED);
      assertThat(message.attempts())
          .hasSize(16)
          .allMatch(it -> it.takenAs() != TakenAs.SUCCESS && !it.why().isBlank());
    }
    assertThat(place(V3Case.direct("native", "HOSTILE0002")).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("A message to a port that there cannot be fails as others do, and is over one day")
  void impossiblePort() {
    String nowhere = "http://127.0.0.1:99999/notify";
    wechat.platform().place(order("HOSTILE0001", nowhere));
    wechat.pay("HOSTILE0001");
    wechat.settle();
    wechat.advance(Duration.ofHours(25));

    Message message = wechat.messenger().messages().get(0);
    assertThat(message.state()).isEqualTo(Message.State.EXHAUSTED);
    assertThat(message.attempts()).allMatch(it -> it.why().contains("no address"));
  }

  @Test
  @DisplayName("An attach that XML cannot hold comes by v3 and is readable in a query of v2")
  void attach() throws Exception {
    V3Case order = V3Case.direct("native", "HOSTILE0001");
    order.body().put("attach", "a\u0001b\uFFFE中");
    assertThat(place(order).statusCode()).isEqualTo(200);
    V2Platform v2 = new V2Platform();
    byte[] query = V2Platform.xml(v2.signed(v2.good("orderquery")));
    v2.close();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(wechat.url() + "/pay/orderquery"))
            .POST(BodyPublishers.ofByteArray(query))
            .build();
    byte[] answer = http.send(request, BodyHandlers.ofByteArray()).body();

    assertThat(V2Shape.fields(answer)).containsEntry("attach", "a\uFFFDb\uFFFD中");
    V2Shape.assertSigned(answer, wechat.merchant());
  }

  @Test
  @DisplayName("Coupons whose sum is larger than a number can be are refused")
  void coupons() throws Exception {
    assertThat(place(V3Case.direct("native", "HOSTILE0001")).statusCode()).isEqualTo(200);
    String coupon = "{\"type\":\"CASH\",\"fee\":9223372036854775807}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/orders/1900000109/HOSTILE0001/pay"))
            .POST(BodyPublishers.ofString("{\"coupons\":[" + coupon + "," + coupon + "]}"))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"now\":\"+999999999-12-31T23:59:59-18:00\"}",
        "{\"now\":\"9999-01-01T00:00:00Z\"}"
      })
  @DisplayName("The clock does not go where there are no dates of four digits")
  void clock(String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/clock"))
            .PUT(BodyPublishers.ofString(json))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    assertThat(place(V3Case.direct("native", "HOSTILE0001")).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "The watcher's page is told what was wrong with a signature, the string to sign included")
  void watcher() throws Exception {
    V3Case order = V3Case.direct("native", "HOSTILE0001");
    byte[] signed = bytes(order);
    byte[] sent = "{\"sent\":true}".getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(wechat.url() + order.target()))
            .header("Accept", "application/json")
            .header("User-Agent", "hostile")
            .header("Authorization", Signing.authorization(wechat, "POST", order.target(), signed))
            .POST(BodyPublishers.ofByteArray(sent))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    List<Journal.Entry> entries = wechat.journal().entries();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).answer().note())
        .contains("POST⏎\n/v3/pay/transactions/native⏎\n")
        .contains("⏎\n593BEC0C930BF1AF⏎\n{\"sent\":true}⏎\n");

    HttpRequest look = HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/requests")).build();
    JsonNode shown =
        JsonMapper.shared().readTree(http.send(look, BodyHandlers.ofString()).body()).get(0);
    assertThat(shown.toString()).contains("{\\\"sent\\\":true}⏎");
  }

  /** An order that no interface would take in. */
  private Terms order(String outTradeNo, String notifyUrl) {
    return new Terms(
        Api.V3,
        null,
        PlatformTradeType.NATIVE,
        wechat.merchant().mchid(),
        wechat.merchant().appid(),
        null,
        null,
        outTradeNo,
        "茶",
        null,
        8800,
        "CNY",
        notifyUrl,
        null,
        null,
        null,
        null,
        false,
        outTradeNo);
  }

  private HttpResponse<String> place(V3Case order) throws IOException, InterruptedException {
    return http.send(Signing.request(wechat, order, bytes(order)), BodyHandlers.ofString());
  }

  private static byte[] bytes(V3Case order) {
    return order.body().toString().getBytes(StandardCharsets.UTF_8);
  }
}
