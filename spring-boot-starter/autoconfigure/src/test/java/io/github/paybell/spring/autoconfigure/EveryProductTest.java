package io.github.paybell.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.wire.Product;
import io.github.paybell.simulator.wire.Products;
import io.github.paybell.spring.OtherNotification;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Each message of another product that WeChat Pay's documents name, sent to a running shop. */
class EveryProductTest {
  private RunningShop shop;

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"together", "after-commit"})
  @DisplayName("TOLD_WHOLE: a listener that overrides otherNotification is told of each, once")
  void told(String mode) {
    shop =
        RunningShop.start(
            TestStores.SQLITE, Map.of("paybell.listener.mode", mode), TakingShop.class);
    var listener = shop.bean(Taking.class);

    Products.ALL.forEach(this::send);

    var expected =
        Products.ALL.stream()
            .filter(product -> !isCombined(product))
            .collect(
                Collectors.groupingBy(EveryProductTest::type, TreeMap::new, Collectors.counting()));
    await().untilAsserted(() -> assertThat(types(listener.told)).isEqualTo(expected));
    assertThat(listener.told)
        .allSatisfy(told -> assertThat(told.resource()).startsWith("{\"").endsWith("}"));
    assertThat(open()).doesNotContain("event_unclaimed", "question_unanswered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"together", "after-commit"})
  @DisplayName("SEEN: a listener that does not override it claims none; each type is a problem")
  void unclaimed(String mode) {
    shop =
        RunningShop.start(TestStores.SQLITE, Map.of("paybell.listener.mode", mode), JdbcShop.class);

    var complaint = Products.named("COMPLAINT.CREATE").orElseThrow();
    assertThat(send(complaint)).isEqualTo(TakenAs.SUCCESS);

    await().untilAsserted(() -> assertThat(open()).contains("event_unclaimed", "complaint_open"));
  }

  @Test
  @DisplayName("reply matrix: the shop's answer to a question goes out as it is")
  void answered() {
    shop = RunningShop.start(TestStores.SQLITE, Map.of(), TakingShop.class);

    var question = Products.named("PARKING_FEE.QUERY_TRANS_INFO").orElseThrow();
    assertThat(send(question)).isEqualTo(TakenAs.SUCCESS);

    var attempt = shop.wechat().messenger().messages().get(0).attempts().get(0);
    assertThat(attempt.status()).isEqualTo(200);
    assertThat(new String(attempt.body(), UTF_8))
        .isEqualTo("{\"asked\":\"PARKING_FEE.QUERY_TRANS_INFO\"}");
  }

  private List<String> open() {
    return shop.engine().problems().list(null, "open", null, 200).items().stream()
        .map(ProblemView::kind)
        .toList();
  }

  private TakenAs send(Product product) {
    var wechat = shop.wechat();
    var to = shop.uri("/notify/" + RunningShop.TOKEN).toString();
    var message = wechat.messenger().other(product, Merchants.DEFAULT, to, Map.of(), List.of());
    wechat.settle();
    return wechat.messenger().message(message.id()).attempts().get(0).takenAs();
  }

  private static Map<String, Long> types(List<OtherNotification> told) {
    return told.stream()
        .map(OtherNotification::eventType)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static boolean isCombined(Product product) {
    return product.eventType().equals("COMBINE.SUCCESS");
  }

  private static String type(Product product) {
    return product.api() == Api.V3 || product.eventType().startsWith("CONTRACT.")
        ? product.eventType()
        : "V2.UNKNOWN";
  }

  /** Keeps what it is told, and answers what it is asked. */
  static final class Taking implements PaymentListener {
    final List<OtherNotification> told = new CopyOnWriteArrayList<>();

    @Override
    public void otherNotification(OtherNotification notification) {
      told.add(notification);
    }

    @Override
    public Optional<byte[]> answer(OtherNotification question) {
      return Optional.of(("{\"asked\":\"" + question.eventType() + "\"}").getBytes(UTF_8));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(PlainShop.class)
  static class TakingShop {
    @Bean
    Taking taking() {
      return new Taking();
    }
  }
}
