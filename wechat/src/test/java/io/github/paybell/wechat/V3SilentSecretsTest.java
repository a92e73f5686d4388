package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.OPENID;
import static io.github.paybell.wechat.TestShop.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("Secrets in v3 calls")
class V3SilentSecretsTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);

  // Everything but the simulator's own words: it hands out all its secrets.
  private final List<Logger> loggers =
      List.of(logger("com.wechat"), logger("okhttp3"), logger("io.github.paybell.wechat"));
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void listen() {
    logged.start();
    loggers.forEach(
        logger -> {
          logger.setLevel(Level.TRACE);
          logger.addAppender(logged);
          logger.setAdditive(false);
        });
  }

  @AfterEach
  void stop() {
    loggers.forEach(
        logger -> {
          logger.setLevel(null);
          logger.detachAppender(logged);
          logger.setAdditive(true);
        });
  }

  @Test
  @DisplayName("SILENT_SECRETS: whatever comes of a call, nothing is logged, not even at trace")
  void nothingLogged() {
    try (TestShop shop = new TestShop();
        V3Stub refusing = V3Stub.always(V3Stub.error(400, "PARAM_ERROR"))) {
      V3Calls calls = new V3Calls(shop.url(), Clock.systemUTC());
      all(calls, shop);
      for (FaultKind kind : new FaultKind[] {FaultKind.PROBE_ANSWERS, FaultKind.PLATFORM_DOWN}) {
        shop.wechat.strike(Fault.of(kind));
        all(calls, shop);
      }
      all(new V3Calls(refusing.url(), Clock.systemUTC()), shop);
    }

    assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }

  @Test
  @DisplayName("SILENT_SECRETS: what an answer says of itself has neither payer nor prepay_id")
  void answersSayNothing() {
    try (TestShop shop = new TestShop();
        V3Stub refusing = V3Stub.always(V3Stub.error(400, "PARAM_ERROR"))) {
      V3Calls calls = new V3Calls(shop.url(), Clock.systemUTC());
      Answer<Placed> placed = calls.place(SHOP, TestShop.placement(TradeType.JSAPI));
      List<String> said = new ArrayList<>(all(calls, shop));
      said.addAll(all(new V3Calls(refusing.url(), Clock.systemUTC()), shop));

      assertThat(placed.orNull()).isNotNull();
      assertThat(said)
          .noneMatch(it -> it.contains(OPENID))
          .noneMatch(it -> it.contains(placed.orNull().prepayId()))
          .noneMatch(it -> it.contains("SECRET-OPENID"))
          .noneMatch(it -> it.contains(MERCHANT.apiV3Key()));
    }
  }

  private static List<String> all(V3Calls calls, TestShop shop) {
    List<String> said = new ArrayList<>();
    said.add(calls.place(SHOP, TestShop.placement(TradeType.JSAPI)).toString());
    said.add(calls.query(SHOP, ORDER, null).toString());
    said.add(
        calls.refund(SHOP, TestShop.refund("4200000000202601010000000001", 1, null)).toString());
    said.add(calls.queryRefund(SHOP, ORDER, "REFUND@1", null).toString());
    said.add(calls.close(SHOP, ORDER, null).toString());
    said.add(calls.certificates(SHOP).toString());
    return said;
  }
}
