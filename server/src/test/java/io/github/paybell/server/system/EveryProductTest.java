package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.server.RunningServer;
import io.github.paybell.server.system.WebhookReceiver.Manner;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.wire.Product;
import io.github.paybell.simulator.wire.Products;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Each message of another product that WeChat Pay's documents name, sent to a running server. */
class EveryProductTest {
  private static final String TOKEN = "token-of-every-product";

  private static final Set<String> QUESTIONS =
      Set.of(
          "PARKING_FEE.QUERY_TRANS_INFO",
          "ENTRUST.TERMINATE_INQUIRY",
          "ENTRUST.TERMINATE_RETENTION",
          "CROSS_BORDER_PAY.GET_MCH_INFO",
          "CROSS_BORDER_PAY.PUSH_ORDER_INFO",
          "NATIVE.MODE1");

  @TempDir private Path folder;
  private Simulator wechat;

  @BeforeEach
  void open() {
    wechat = Simulator.start(SimulatorOptions.forTests());
  }

  @AfterEach
  void close() {
    wechat.close();
  }

  @Test
  @DisplayName("SEEN: nobody wants them: each type is a problem, and none is silently recorded")
  void unclaimed() throws Exception {
    try (var server = RunningServer.start(folder, yaml(""))) {
      var answers = sendAll(server);

      answers.forEach(
          (product, answer) ->
              assertThat(answer)
                  .as(product.name())
                  .isEqualTo(isAnswered(product) ? TakenAs.SUCCESS : TakenAs.FAIL));
      var open =
          server.engine().problems().list("shop", "open", null, 200).items().stream()
              .map(problem -> problem.kind() + " " + problem.cause())
              .toList();
      assertThat(open)
          .containsAll(expectedProblems())
          .anyMatch(problem -> problem.startsWith("not_understood "));
    }
  }

  private static Set<String> expectedProblems() {
    var expected = new TreeSet<String>();
    for (var product : Products.ALL) {
      if (!isCombined(product)) {
        boolean question = QUESTIONS.contains(product.eventType());
        expected.add((question ? "question_unanswered " : "event_unclaimed ") + type(product));
      }
    }
    return expected;
  }

  @Test
  @DisplayName("TOLD_WHOLE: a subscriber of wechat.* is told of each once, with its resource")
  void told() throws Exception {
    try (var receiver = WebhookReceiver.open(0, Manner.GOOD);
        var server =
            RunningServer.start(
                folder,
                yaml(
                    """
                    delivery: { allow-private-addresses: true }
                    subscribers:
                      everything: { url: "%s", secret: "%s", events: ["wechat.*"] }
                    """
                        .formatted(receiver.url(), WebhookReceiver.SECRET)))) {
      sendAll(server);

      var expected =
          Products.ALL.stream()
              .filter(product -> !isCombined(product))
              .map(EveryProductTest::type)
              .collect(
                  Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
      assertThat(receiver.await(() -> types(receiver).equals(expected), 60))
          .as(() -> types(receiver) + " instead of " + expected)
          .isTrue();
      assertThat(receiver.complaints()).isEmpty();
      assertThat(receiver.told())
          .allSatisfy(
              event -> {
                var data = JsonMapper.shared().readTree(event.text()).get("data");
                assertThat(data.get("account").asString()).isEqualTo("shop");
                assertThat(data.get("notification").asString()).isEqualTo(event.id());
                assertThat(data.get("resource").isObject()).isTrue();
                assertThat(data.get("resource").size()).isPositive();
              });
      assertThat(server.engine().problems().list("shop", "open", null, 200).items())
          .extracting(ProblemView::kind)
          .doesNotContain("event_unclaimed");
    }
  }

  private static Map<String, Long> types(WebhookReceiver receiver) {
    return receiver.told().stream()
        .map(event -> JsonMapper.shared().readTree(event.text()).get("type").asString())
        .map(type -> type.substring("wechat.".length()))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  /** v2's combined payment is proved and not understood: never a success, and a problem. */
  private static boolean isCombined(Product product) {
    return product.eventType().equals("COMBINE.SUCCESS");
  }

  private static boolean isAnswered(Product product) {
    return !QUESTIONS.contains(product.eventType()) && !isCombined(product);
  }

  private static String type(Product product) {
    return product.api() == Api.V3 || product.eventType().startsWith("CONTRACT.")
        ? product.eventType()
        : "V2.UNKNOWN";
  }

  private Map<Product, TakenAs> sendAll(RunningServer server) {
    var answers = new LinkedHashMap<Product, TakenAs>();
    var to = server.notifyUri().resolve("/notify/" + TOKEN);
    for (var product : Products.ALL) {
      var sent =
          server.send(
              HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/messages"))
                  .POST(
                      BodyPublishers.ofString(
                          "{\"event_type\":\"%s\",\"notify_url\":\"%s\"}"
                              .formatted(product.name(), to))));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
      wechat.settle();
      var id = JsonMapper.shared().readTree(sent.body()).get("id").asString();
      Message message = wechat.messenger().message(id);
      answers.put(product, message.attempts().get(0).takenAs());
    }
    return answers;
  }

  private String yaml(String more) throws Exception {
    var merchants = new Merchants();
    var merchant = merchants.require(Merchants.DEFAULT);
    var key = Files.writeString(folder.resolve("platform.pem"), merchants.certificate().pem());
    return """
    accounts:
      shop:
        mchid: "%s"
        appids: [%s]
        notify-token: %s
        v2: { key: %s }
        v3: { api-v3-key: %s, platform-keys: { "%s": "file:%s" } }
    """
            .formatted(
                merchant.mchid(),
                merchant.appid(),
                TOKEN,
                merchant.v2Key(),
                merchant.apiV3Key(),
                merchants.certificate().serial(),
                key)
        + more;
  }
}
