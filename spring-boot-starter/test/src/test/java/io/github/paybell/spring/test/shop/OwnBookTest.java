package io.github.paybell.spring.test.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.OrderBook;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import io.github.paybell.spring.RefundEvent;
import io.github.paybell.spring.test.Delivered;
import io.github.paybell.spring.test.Notifications;
import io.github.paybell.spring.test.PaybellClock;
import io.github.paybell.spring.test.PaybellTest;
import io.github.paybell.wechat.WechatClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A shop without any configuration, whose orders are in a book of its own, as its client is. */
@PaybellTest(properties = "spring.config.name=none", classes = OwnBookTest.Shop.class)
class OwnBookTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {
    @Bean
    Book book() {
      return new Book();
    }

    @Bean
    Diary diary() {
      return new Diary();
    }

    @Bean
    WechatPay ownClient(Environment environment, Clock clock) {
      return new WechatClient(
          URI.create(environment.getRequiredProperty("paybell.wechat.base-url")), clock);
    }
  }

  static final class Book implements OrderBook {
    final List<ExpectedOrder> orders = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Optional<ExpectedOrder> find(String account, String outTradeNo) {
      return orders.stream().filter(order -> order.outTradeNo().equals(outTradeNo)).findFirst();
    }

    @Override
    public Stream<ExpectedOrder> unpaid(String account, Instant since) {
      return List.copyOf(orders).stream();
    }
  }

  static final class Diary implements PaymentListener {
    final List<String> entries = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void paymentSucceeded(PaymentEvent event) {
      entries.add("paid " + event.outTradeNo());
    }

    @Override
    public void refundSucceeded(RefundEvent event) {
      entries.add("refunded " + event.payment().outTradeNo());
    }

    @Override
    public void refundAbnormal(RefundEvent event) {
      entries.add("not refunded " + event.payment().outTradeNo());
    }
  }

  @Autowired private Book book;
  @Autowired private Diary diary;
  @Autowired private Paybell paybell;

  @Test
  @DisplayName("A client of WeChat Pay that is the shop's own is the only one")
  void ownClient(@Autowired Map<String, WechatPay> clients) {
    assertThat(clients).containsOnlyKeys("ownClient");
  }

  @BeforeEach
  void empty() {
    book.orders.clear();
    diary.entries.clear();
  }

  @Test
  @DisplayName("Where no account is configured there is one, of both versions of the API")
  void bothVersions(Notifications notifications) {
    book.orders.add(ExpectedOrder.of("COFFEE0001", 880));
    book.orders.add(ExpectedOrder.of("COFFEE0002", 880));
    notifications.paid("COFFEE0001").v2().deliver().assertRight();
    notifications.paid("COFFEE0002").v3().deliver().assertRight();
    assertThat(diary.entries).containsExactly("paid COFFEE0001", "paid COFFEE0002");
    assertThat(paybell.order("COFFEE0001").orElseThrow().account()).isEqualTo("shop");
  }

  @Test
  @DisplayName("The same message twice has the same numbers, and is one payment")
  void twice(Notifications notifications) {
    book.orders.add(ExpectedOrder.of("COFFEE0001", 880));
    notifications.paid("COFFEE0001").deliver().assertRight();
    notifications.paid("COFFEE0001").v2().deliver().assertRight();
    assertThat(diary.entries).containsExactly("paid COFFEE0001");
  }

  @Test
  @DisplayName("Refunds are told by the same builder, also those that did not reach the payer")
  void refunds(Notifications notifications, PaybellClock clock) {
    book.orders.add(ExpectedOrder.of("COFFEE0001", 880));
    notifications.paid("COFFEE0001").deliver().assertRight();
    notifications.refunded("COFFEE0001", "R1").refund(80).deliver().assertRight();
    notifications.refunded("COFFEE0001", "R2").refund(80).abnormal().deliver().assertRight();
    clock.settle();
    assertThat(diary.entries)
        .containsExactly("paid COFFEE0001", "refunded COFFEE0001", "not refunded COFFEE0001");
  }

  @Test
  @DisplayName("HEALED: an order of the book whose notification was lost is asked about")
  void unpaid(Simulator wechat, PaybellClock clock) {
    var merchant = wechat.merchant();
    wechat
        .platform()
        .place(
            new Terms(
                Api.V3,
                null,
                PlatformTradeType.JSAPI,
                merchant.mchid(),
                merchant.appid(),
                null,
                null,
                "COFFEE0001",
                "Flat white",
                null,
                880,
                "CNY",
                "http://127.0.0.1:1/nobody",
                merchant.openid(),
                null,
                null,
                null,
                false,
                "1"));
    book.orders.add(ExpectedOrder.of("COFFEE0001", 880));
    clock.settle();
    wechat.pay("COFFEE0001");
    clock.advance(Duration.ofSeconds(6));
    assertThat(diary.entries).containsExactly("paid COFFEE0001");
  }

  @Test
  @DisplayName("Each request's answer can be looked at, and a wrong field is named")
  void answers(Notifications notifications) {
    book.orders.add(ExpectedOrder.of("COFFEE0001", 880));
    var delivered = notifications.paid("COFFEE0001").v2().fault(FaultKind.UNSIGNED).deliver();
    assertThat(delivered.accepted()).isTrue();
    assertThat(delivered.answers().get(0).takenAs()).isEqualTo(TakenAs.FAIL);
    assertThat(delivered.last().status()).isEqualTo(200);
    assertThat(delivered.last().body()).contains("<return_code><![CDATA[SUCCESS]]></return_code>");
    assertThatThrownBy(() -> notifications.paid("COFFEE0001").with("total_fee", "1").deliver())
        .hasMessageContaining("total_fee")
        .hasMessageContaining("amount.total");
    assertThatThrownBy(() -> notifications.paid("COFFEE0001").account("main").deliver())
        .hasMessageContaining("no account \"main\"; there are shop");
  }

  @Test
  @DisplayName("A shop that accepts a forgery is told so, request by request")
  void wrong() {
    var forged =
        new Delivered.Answer(200, "", TakenAs.SUCCESS, "HTTP 200", FaultKind.WRONG_KEY, false);
    var genuine = new Delivered.Answer(200, "", TakenAs.SUCCESS, "HTTP 200", null, true);
    var delivered = new Delivered(List.of(forged, genuine), true);
    assertThatThrownBy(delivered::assertRight)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            the message with wrong-key was taken as SUCCESS (HTTP 200), which is wrong
            the message was taken as SUCCESS (HTTP 200)\
            """);
    var refused = new Delivered.Answer(500, "", TakenAs.FAIL, "HTTP 500", null, false);
    assertThatThrownBy(new Delivered(List.of(refused), false)::assertRight)
        .hasMessageEndingWith("WeChat Pay would send it again");
  }
}
