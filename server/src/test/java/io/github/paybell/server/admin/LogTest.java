package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator finds in the log file with {@code grep {out_trade_no}}. */
class LogTest {
  @TempDir static Path folder;
  private static Simulator wechat;
  private static LiveShop shop;
  private static FileAppender<ILoggingEvent> file;

  @BeforeAll
  static void start() {
    wechat = LiveShop.simulator();
    shop = LiveShop.start(folder, wechat);
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var form = new PatternLayoutEncoder();
    form.setContext(context);
    form.setPattern("level=%-5p room=%logger{0} %m%n");
    form.start();
    file = new FileAppender<>();
    file.setContext(context);
    file.setFile(folder.resolve("paybell.log").toString());
    file.setEncoder(form);
    file.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
  }

  @AfterAll
  static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .detachAppender(file);
    file.stop();
    shop.close();
    wechat.close();
  }

  /** The life of an order. */
  private static List<String> grep(String number) {
    try (var lines = Files.lines(folder.resolve("paybell.log"))) {
      return lines.filter(line -> line.contains(number)).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same as soon as it holds all of these: lines are written beside the answers. */
  private static List<String> grep(String number, String... wanted) {
    long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (true) {
      var life = grep(number);
      if (Stream.of(wanted).allMatch(text -> life.stream().anyMatch(line -> line.contains(text)))) {
        return life;
      }
      assertThat(System.nanoTime()).as("%s in %s", List.of(wanted), life).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static String placed(String account) {
    var number = LiveShop.newNumber();
    assertThat(shop.place(account, LiveShop.jsapi(number)).status()).isEqualTo(201);
    return number;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("SEEN: placed, paid, a copy, refunded: one line for each, in order")
  void paid(String account) {
    var number = placed(account);
    wechat.strike(Fault.of(FaultKind.DUPLICATE));
    wechat.pay(number);
    wechat.settle();
    wechat.strike();
    assertThat(shop.refund(account, number, "R-" + number, 300).status()).isEqualTo(201);
    wechat.advance(Duration.ofSeconds(60));
    wechat.settle();
    shop.call("GET", "/accounts/" + account + "/refunds/R-" + number + "?refresh=true", "");

    var life = grep("out_trade_no=" + number + " ", "outcome=duplicate", " learnt ");
    var success = account.equals("v2") ? "reply=SUCCESS" : "reply=204";
    assertThat(life).filteredOn(line -> line.contains(" registered ")).hasSize(1);
    assertThat(life)
        .filteredOn(line -> line.contains("asked=place"))
        .singleElement()
        .asString()
        .contains("answer=done");
    assertThat(life)
        .filteredOn(line -> line.contains(" notification ") && line.contains("outcome=applied"))
        .singleElement()
        .asString()
        .startsWith("level=INFO  room=notification")
        .contains("account=" + account, "api=" + account, "event_type=", success)
        .contains("transaction_id=42", "took_ms=", "times=1");
    assertThat(life)
        .filteredOn(line -> line.contains("outcome=duplicate"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(success).contains("times=2"));
    assertThat(life)
        .filteredOn(line -> line.contains("asked=refund"))
        .first()
        .asString()
        .contains("out_refund_no=R-" + number, "answer=done");
    assertThat(life)
        .last()
        .asString()
        .contains(" learnt ", "out_refund_no=R-" + number, "refund SUCCESS", "outcome=applied");
  }

  @Test
  @DisplayName(
      "SEEN: signed with a wrong key, then as it should be: why it was refused, what followed")
  void refused() {
    var number = placed("v2");
    wechat.strike(Fault.of(FaultKind.WRONG_KEY));
    wechat.pay(number);
    wechat.settle();
    wechat.strike();

    var life = grep("out_trade_no=" + number + " ", " refused ", "outcome=applied");
    assertThat(life)
        .filteredOn(line -> line.contains(" refused "))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("account=v2", "reason=signature_wrong", "claimed_out_trade_no=")
                    .contains("address=127.0.0.1", "not among the 1 of this account"));
    assertThat(life)
        .filteredOn(line -> line.contains("outcome=applied"))
        .singleElement()
        .asString()
        .contains(" notification ");
    assertThat(shop.order("v2", number).text("trade_state")).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("SEEN: paid, never told, found by asking")
  void lostAndHealed(String account) {
    var number = placed(account);
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.pay(number);
    wechat.settle();
    shop.refreshed(account, number);
    wechat.strike();

    assertThat(grep("out_trade_no=" + number + " "))
        .last()
        .asString()
        .contains(" learnt ", "source=query", "said=SUCCESS", "outcome=applied");
  }

  @Test
  @DisplayName("SEEN: closed: what was asked, what WeChat Pay said, what followed")
  void closed() {
    var number = placed("v3");
    shop.close("v3", number);

    assertThat(grep("out_trade_no=" + number + " "))
        .extracting(line -> line.replaceAll(".* room=", ""))
        .satisfiesExactly(
            line -> assertThat(line).contains("registered"),
            line -> assertThat(line).contains("asked=place", "answer=done"),
            line -> assertThat(line).contains("asked=close", "answer=done"),
            line -> assertThat(line).contains("learnt", "said=CLOSED", "outcome=applied"));
  }
}
