package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** SILENT_SECRETS, of the calls that go to WeChat Pay. */
class SilentCallsTest {
  @TempDir Path folder;

  @Test
  @DisplayName(
      "SILENT_SECRETS: neither keys nor openid nor what can be paid with is in a log or an error")
  void silent() {
    var said = new ListAppender<ILoggingEvent>();
    var loggers =
        Stream.of("io.github.paybell", "com.wechat.pay")
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();
    var refused = new ArrayList<String>();
    var paidWith = new ArrayList<String>();
    try (var wechat = LiveShop.simulator();
        var shop = LiveShop.start(folder, wechat)) {
      said.start();
      // After the start, which sets logging up anew.
      loggers.forEach(logger -> logger.setLevel(Level.TRACE));
      loggers.forEach(logger -> logger.addAppender(said));
      for (var account : List.of("v3", "v2")) {
        for (var fault : FaultKind.values()) {
          if (fault.on() != FaultKind.On.ANSWER || fault == FaultKind.PLATFORM_SLOW) {
            continue;
          }
          var number = LiveShop.newNumber();
          var placed = shop.place(account, LiveShop.jsapi(number));
          paidWith.add(placed.text("prepay_id"));
          paidWith.add(placed.body().get("pay_params").get("paySign").asString());
          var closing = LiveShop.newNumber();
          shop.place(account, LiveShop.jsapi(closing));
          wechat.strike(Fault.of(fault));
          var open = shop.place(account, LiveShop.jsapi(LiveShop.newNumber()));
          // The payer's side does get what it pays with.
          refused.add(open.status() == 201 ? "" : open.toString());
          refused.add(shop.close(account, closing).toString());
          refused.add(shop.refreshed(account, number).toString());
          wechat.strike();
          wechat.pay(number);
          wechat.settle();
          wechat.strike(Fault.of(fault));
          refused.add(shop.refund(account, number, "R-" + number, 300).toString());
          wechat.strike();
        }
        refused.add(
            shop.place(account, LiveShop.jsapi(LiveShop.newNumber()).replace("1000", "0"))
                .toString());
        refused.add(
            shop.place(
                    account,
                    LiveShop.jsapi(LiveShop.newNumber())
                        .replace("1000}", "1000,\"currency\":\"USD\"}"))
                .toString());
      }
    } finally {
      loggers.forEach(logger -> logger.setLevel(null));
      loggers.forEach(logger -> logger.detachAppender(said));
    }

    var everything = new StringBuilder(String.join("\n", refused));
    for (var event : said.list) {
      everything.append('\n').append(event.getFormattedMessage());
      for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
        everything.append('\n').append(cause.getMessage());
      }
    }
    var merchant = LiveShop.MERCHANT;
    assertThat(said.list).isNotEmpty();
    assertThat(everything.toString())
        .doesNotContain(merchant.openid())
        .doesNotContain(merchant.v2Key())
        .doesNotContain(merchant.apiV3Key())
        .doesNotContain(merchant.merchantPrivateKey().lines().skip(1).findFirst().orElseThrow());
    assertThat(paidWith).allSatisfy(it -> assertThat(everything).doesNotContain(it));
  }
}
