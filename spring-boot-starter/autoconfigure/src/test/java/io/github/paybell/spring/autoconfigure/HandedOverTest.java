package io.github.paybell.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.spring.NotifyReply;
import io.github.paybell.spring.Paybell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Orders whose notify_url is an older one of the shop's, with a controller of its own. */
class HandedOverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static RunningShop shop;

  @Configuration(proxyBeanMethods = false)
  @Import(JdbcShop.class)
  static class OldShop {
    @Bean
    OldController oldController(Paybell paybell) {
      return new OldController(paybell);
    }
  }

  /** What is left of a callback that was written by hand. */
  @RestController
  static class OldController {
    private final Paybell paybell;

    OldController(Paybell paybell) {
      this.paybell = paybell;
    }

    @PostMapping("/wx/callback")
    ResponseEntity<byte[]> take(
        @RequestHeader MultiValueMap<String, String> headers, @RequestBody byte[] body) {
      var reply = paybell.receive("shop", headers, body);
      var answer = ResponseEntity.status(reply.status());
      if (reply.contentType() != null) {
        answer.header("Content-Type", reply.contentType());
      }
      return answer.body(reply.body());
    }
  }

  @BeforeAll
  static void open() {
    shop = RunningShop.start(TestStores.SQLITE, Map.of(), OldShop.class);
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private static String expected(Api api) {
    var number = RunningShop.newNumber();
    var merchant = RunningShop.MERCHANT;
    shop.wechat()
        .platform()
        .place(
            new Terms(
                api,
                null,
                PlatformTradeType.JSAPI,
                merchant.mchid(),
                merchant.appid(),
                null,
                null,
                number,
                "明前龙井 50g",
                null,
                1000,
                "CNY",
                shop.uri("/wx/callback").toString(),
                merchant.openid(),
                null,
                null,
                null,
                false,
                "1"));
    shop.paybell().expect(RunningShop.order(number));
    return number;
  }

  private static @Nullable Integer fulfilled(String number) {
    return shop.jdbc()
        .queryForObject(
            "select count(*) from fulfilment where out_trade_no = ?", Integer.class, number);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: what an old controller hands over is judged and answered as our own")
  void handedOver(Api api) {
    var number = expected(api);
    shop.pay(number);
    assertThat(shop.attempts(number))
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.takenAs()).isEqualTo(TakenAs.SUCCESS));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(fulfilled(number)).isOne());
  }

  @Test
  @DisplayName("FORGERY_INERT: what does not verify is refused there too, and one too large")
  void refused() {
    assertThat(
            shop.paybell()
                .receive(
                    "shop", Map.of("Content-Type", List.of("text/xml")), "<xml/>".getBytes(UTF_8)))
        .satisfies(reply -> assertThat(new String(reply.body(), UTF_8)).contains("FAIL"));
    assertThat(shop.paybell().receive("shop", Map.of(), new byte[1_048_577]))
        .isEqualTo(new NotifyReply(413, null, new byte[0]));
  }

  @Test
  @DisplayName("An unknown account is named, and a transaction is refused: the answer would wait")
  void wrongUse() {
    assertThatThrownBy(() -> shop.paybell().receive("nobody", Map.of(), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("configured are shop");
    var transaction = new TransactionTemplate(shop.bean(PlatformTransactionManager.class));
    assertThatThrownBy(
            () ->
                transaction.execute(
                    status -> shop.paybell().receive("shop", Map.of(), new byte[0])))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  @DisplayName("A shop that places by itself learns its notify_url from Paybell")
  void notifyUrl() {
    assertThat(shop.paybell().notifyUrl("shop"))
        .isEqualTo(shop.uri("/notify/" + RunningShop.TOKEN).toString());
    assertThatThrownBy(() -> shop.paybell().notifyUrl("nobody"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
