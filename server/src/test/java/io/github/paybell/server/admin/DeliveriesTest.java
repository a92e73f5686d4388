package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.system.WebhookReceiver;
import io.github.paybell.server.system.WebhookReceiver.Manner;
import io.github.paybell.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The main path: an order is placed, the simulator's user pays, its notification comes, and a
 * webhook tells it; then the admin API shows what was told, and tells it again.
 */
class DeliveriesTest {
  private static final long IN_TIME = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  private static Simulator wechat;
  private static WebhookReceiver fulfilment;
  private static WebhookReceiver moody;
  private static LiveShop shop;

  @BeforeAll
  static void start() {
    wechat = LiveShop.simulator();
    fulfilment = WebhookReceiver.open(0, Manner.GOOD);
    moody = WebhookReceiver.open(0, Manner.MOODY);
    shop =
        LiveShop.start(
            folder,
            wechat.url(),
            LiveShop.accounts(),
            Map.of(
                "paybell.delivery.allow-private-addresses", "true",
                // One gap, which never ends here: what failed once waits, to be looked at.
                "paybell.delivery.backoff", "24h",
                "paybell.subscribers.fulfilment.url", fulfilment.url() + "?token=sesame",
                "paybell.subscribers.fulfilment.secret", WebhookReceiver.SECRET,
                "paybell.subscribers.fulfilment.events", "payment.*,refund.*",
                "paybell.subscribers.moody.url", moody.url(),
                "paybell.subscribers.moody.secret", WebhookReceiver.SECRET,
                "paybell.subscribers.moody.events", "payment.succeeded",
                "paybell.subscribers.moody.per-second", "100"));
  }

  @AfterAll
  static void stop() {
    shop.close();
    fulfilment.close();
    moody.close();
    wechat.close();
  }

  /** An order that is paid, and told of. */
  private static String paid() {
    var number = LiveShop.newNumber();
    assertThat(shop.place("v3", LiveShop.jsapi(number)).status()).isEqualTo(201);
    wechat.pay(number);
    wechat.settle();
    assertThat(fulfilment.await(() -> told(number) != null, IN_TIME)).as("told in time").isTrue();
    return number;
  }

  private static WebhookReceiver.Told told(String number) {
    return fulfilment.told().stream()
        .filter(one -> one.text().contains("\"subject\":\"" + number + "\""))
        .findFirst()
        .orElse(null);
  }

  private static JsonNode event(String number) {
    return shop.call("GET", "/events?out_trade_no=" + number, "").body().get("items").get(0);
  }

  /** A delivery once it is in a state and was tried so often. */
  private static JsonNode settled(String id, String state, int attempts) {
    var found = new ArrayList<JsonNode>();
    assertThat(
            fulfilment.await(
                () -> {
                  var one = shop.call("GET", "/deliveries/" + id, "").body();
                  found.add(one);
                  return one.path("state").asString("").equals(state)
                      && one.path("attempts").asInt(-1) == attempts;
                },
                IN_TIME))
        .as("%s becomes %s after %d: %s", id, state, attempts, found.get(found.size() - 1))
        .isTrue();
    return found.get(found.size() - 1);
  }

  @Test
  @DisplayName(
      "EVERY_EVENT: a payment at the simulator arrives at the shop as a signed CloudEvent, and the"
          + " admin API shows the same event with what became of it")
  void mainPath() {
    var number = paid();

    var message = told(number);
    assertThat(fulfilment.complaints()).isEmpty();
    var body = (ObjectNode) JSON.readTree(message.body());
    assertThat(body.get("specversion").asString()).isEqualTo("1.0");
    assertThat(body.get("id").asString()).isEqualTo(message.id());
    assertThat(body.get("source").asString()).isEqualTo("/accounts/v3");
    assertThat(body.get("type").asString()).isEqualTo("payment.succeeded");
    assertThat(body.get("version").asLong()).isEqualTo(2);
    assertThat(body.get("data").get("trade_state").asString()).isEqualTo("SUCCESS");
    assertThat(body.get("data").get("amount").get("total").asLong()).isEqualTo(1000);

    settled(message.id() + ".fulfilment", "delivered", 1);
    var shown = (ObjectNode) shop.call("GET", "/events/" + message.id(), "").body();
    var deliveries = shown.remove("deliveries");
    // A subscriber is told who paid; the admin API shows four characters of it.
    var openid = body.get("data").get("payer").get("openid").asString();
    ((ObjectNode) body.get("data"))
        .putObject("payer")
        .put("hint", "…" + openid.substring(openid.length() - 4));
    assertThat(shown).isEqualTo(body);
    assertThat(shown.propertyNames())
        .as("in the same order")
        .containsExactlyElementsOf(body.propertyNames());
    assertThat(deliveries.size()).isEqualTo(2);
    var mine =
        deliveries.get(0).get("subscriber").asString().equals("fulfilment")
            ? deliveries.get(0)
            : deliveries.get(1);
    assertThat(mine.propertyNames())
        .containsExactly(
            "id", "subscriber", "state", "attempts", "status", "error", "next_try_at", "tried_at");
    assertThat(mine.get("id").asString()).isEqualTo(message.id() + ".fulfilment");
    assertThat(mine.get("status").asInt()).isEqualTo(204);
    assertThat(mine.get("error").isNull()).isTrue();
    assertThat(mine.get("next_try_at").isNull()).isTrue();
    assertThat(Instant.parse(mine.get("tried_at").asString())).isNotNull();
  }

  @Test
  @DisplayName("A delivery that failed shows why and when it is tried again; retry tries at once")
  void retry() {
    var id = event(paid()).get("id").asString() + ".moody";
    var failed = settled(id, "pending", 1);
    assertThat(failed.get("status").asInt()).isEqualTo(500);
    assertThat(failed.get("error").asString()).contains("500");
    assertThat(Instant.parse(failed.get("next_try_at").asString()))
        .isAfter(Instant.now().plus(Duration.ofHours(18)));
    assertThat(failed.get("type").asString()).isEqualTo("payment.succeeded");
    assertThat(failed.get("account").asString()).isEqualTo("v3");

    var again = shop.call("POST", "/deliveries/" + id + "/retry", "");

    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("state")).isEqualTo("pending");
    assertThat(settled(id, "delivered", 1).get("error").isNull()).isTrue();
  }

  @Test
  @DisplayName("An event is told again to one subscriber, or to all that want its type")
  void redeliverEvent() {
    var id = event(paid()).get("id").asString();
    settled(id + ".moody", "pending", 1);
    settled(id + ".fulfilment", "delivered", 1);

    var one = shop.call("POST", "/events/" + id + "/redeliver", "{\"subscriber\":\"fulfilment\"}");
    assertThat(one.status()).as(one.toString()).isEqualTo(200);
    assertThat(one.text("id")).isEqualTo(id);
    assertThat(fulfilment.await(() -> fulfilment.accepted().get(id).size() == 2, IN_TIME)).isTrue();
    settled(id + ".moody", "pending", 1);

    assertThat(shop.call("POST", "/events/" + id + "/redeliver", "").status()).isEqualTo(200);
    assertThat(fulfilment.await(() -> fulfilment.accepted().get(id).size() == 3, IN_TIME)).isTrue();
    settled(id + ".moody", "delivered", 1);

    var copies = fulfilment.accepted().get(id);
    assertThat(copies).allSatisfy(copy -> assertThat(copy).isEqualTo(copies.get(0)));
  }

  @Test
  @DisplayName("All of a subscriber since a time are told again, and what is not meant is not")
  void redeliverSince() {
    var earlier = event(paid());
    var first = event(paid());
    var second = event(paid());
    var since = first.get("time").asString();

    var all =
        shop.call(
            "POST",
            "/deliveries/redeliver",
            "{\"subscriber\":\"fulfilment\",\"type\":\"payment.succeeded\",\"account\":\"v3\",\"since\":\"%s\"}"
                .formatted(since));

    assertThat(all.status()).as(all.toString()).isEqualTo(200);
    assertThat(all.body().get("redelivered").asLong()).isGreaterThanOrEqualTo(2);
    for (var event : List.of(first, second)) {
      var id = event.get("id").asString();
      assertThat(fulfilment.await(() -> fulfilment.accepted().get(id).size() >= 2, IN_TIME))
          .isTrue();
    }
    assertThat(fulfilment.accepted().get(earlier.get("id").asString())).hasSize(1);
  }

  @Test
  @DisplayName("Lists are narrowed by what a person looks for, newest first, page by page")
  void lists() {
    var numbers = List.of(paid(), paid(), paid());
    var ids = numbers.stream().map(number -> event(number).get("id").asString()).toList();
    ids.forEach(id -> settled(id + ".moody", "pending", 1));

    var since = event(numbers.get(0)).get("time").asString();
    var path =
        "/deliveries?account=v3&subscriber=moody&state=pending&type=payment.succeeded&since="
            + since
            + "&limit=2";
    var page = shop.call("GET", path, "");
    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    var rest = shop.call("GET", path + "&cursor=" + page.text("next"), "");
    var listed = new ArrayList<String>();
    for (var answer : List.of(page, rest)) {
      answer.body().get("items").forEach(item -> listed.add(item.get("event_id").asString()));
    }
    assertThat(listed).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertThat(rest.body().get("next").isNull()).isTrue();

    assertThat(
            shop.call("GET", "/deliveries?subscriber=moody&until=2020-01-01T00:00:00+08:00", "")
                .body()
                .get("items")
                .isEmpty())
        .isTrue();
    var events = shop.call("GET", "/events?account=v3&type=payment.succeeded&limit=1", "");
    assertThat(events.body().get("items").size()).isEqualTo(1);
    assertThat(events.body().get("items").get(0).get("id").asString()).isEqualTo(ids.get(2));
    assertThat(shop.call("GET", "/events?account=v2", "").body().get("items").isEmpty()).isTrue();
  }

  @Test
  @DisplayName("The subscribers are shown as configured, without the query and the secret")
  void subscribers() {
    var answer = shop.call("GET", "/subscribers", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole().body()).doesNotContain("sesame").doesNotContain("whsec");
    var first = answer.body().get("items").get(0);
    assertThat(first.get("name").asString()).isEqualTo("fulfilment");
    assertThat(first.get("kind").asString()).isEqualTo("webhook");
    assertThat(first.get("target").asString()).contains("127.0.0.1").contains("/paybell");
    assertThat(first.get("events").size()).isEqualTo(7);
    assertThat(first.get("concurrency").asInt()).isEqualTo(16);
    assertThat(answer.body().get("items").get(1).get("per_second").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET | /events?type=payment.paid | 400 | invalid-request | payment.succeeded",
        "GET | /events?limit=0 | 400 | invalid-request | limit",
        "GET | /events?cursor=x | 400 | invalid-request | cursor",
        "GET | /events/not-a-uuid | 400 | invalid-request | UUID",
        "GET | /events/00000000-0000-0000-0000-000000000000 | 404 | unknown-event | event",
        "GET | /deliveries?state=lost | 400 | invalid-request | pending, delivered or dead",
        "GET | /deliveries?since=yesterday | 400 | invalid-request | since must be a time",
        "GET | /deliveries?cursor=x | 400 | invalid-request | cursor",
        "GET | /deliveries/x | 404 | unknown-delivery | x",
        "GET | /deliveries/00000000-0000-0000-0000-000000000000.moody | 404 | unknown-delivery |"
            + " moody",
        "POST | /deliveries/00000000-0000-0000-0000-000000000000.moody/retry | 404 |"
            + " unknown-delivery | moody",
        "POST | /events/00000000-0000-0000-0000-000000000000/redeliver | 404 | unknown-event |"
            + " event",
        "POST | /deliveries/redeliver | 400 | invalid-request | body",
      })
  @DisplayName("What cannot be asked is a problem document that says what can")
  void mistakes(String method, String path, int status, String type, String said) {
    var answer = shop.call(method, path, "");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.text("detail")).containsIgnoringCase(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 400 | subscriber or since",
        "{\"state\":\"dead\"} | 400 | subscriber or since",
        "{\"until\":\"2026-01-05T10:00:00Z\"} | 400 | subscriber or since",
        "{\"since\":\"yesterday\"} | 400 | since",
        "{\"since\":\"2026-01-05T10:00:00Z\",\"state\":\"lost\"} | 400 | pending, delivered or"
            + " dead",
        "{\"since\":\"2026-01-05T10:00:00Z\",\"type\":\"paid\"} | 400 | payment.succeeded",
        "{\"subscriber\":\"nobody\"} | 404 | nobody",
        "{\"subscribers\":\"moody\"} | 400 | subscribers is not a member",
      })
  @DisplayName("Nobody tells everything again by accident")
  void accidents(String body, int status, String said) {
    int before = fulfilment.requests();
    var answer = shop.call("POST", "/deliveries/redeliver", body);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.text("detail")).contains(said);
    assertThat(fulfilment.requests()).isEqualTo(before);
  }

  @Test
  @DisplayName("To a subscriber that nobody configured no event is told again")
  void unknownSubscriber() {
    var id = UUID.fromString(event(paid()).get("id").asString());

    var answer = shop.call("POST", "/events/" + id + "/redeliver", "{\"subscriber\":\"nobody\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("unknown-subscriber");
  }
}
