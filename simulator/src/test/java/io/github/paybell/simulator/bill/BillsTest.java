package io.github.paybell.simulator.bill;

import static io.github.paybell.simulator.v2.Shop.cash;
import static io.github.paybell.simulator.v2.Shop.noCash;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.bill.Bills.Account;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.v2.Shop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillsTest {
  private static final String MCHID = "1900000109";
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private final Shop shop = new Shop();
  private final Bills bills = new Bills(shop.platform());

  @AfterEach
  void close() {
    shop.close();
  }

  private String trade(LocalDate day, TradeBillType kind) {
    return bills
        .trade(MCHID, day, kind)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private String fundFlow() {
    return bills
        .fundFlow(MCHID, DAY, Account.BASIC)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow();
  }

  /** The values of a line, each of which stands behind a backtick. */
  private static List<String> values(String line) {
    assertThat(line).startsWith("`");
    return Arrays.asList(line.substring(1).split(",`", -1));
  }

  private static List<List<String>> records(String bill) {
    List<String> lines = bill.lines().toList();
    return lines.subList(1, lines.size() - 2).stream().map(BillsTest::values).toList();
  }

  private static List<String> summary(String bill) {
    List<String> lines = bill.lines().toList();
    return values(lines.get(lines.size() - 1));
  }

  private void paidWithCoupons() {
    shop.place("SIM001", 10000, "attach", "store-17", "device_info", "WEB");
    shop.pay("SIM001", cash("1", 300), noCash("2", 500));
  }

  @Test
  @DisplayName("A payment is one line: settlement less own coupons, prepaid coupons, fee of 0.60%")
  void payment() {
    paidWithCoupons();

    List<String> line = records(trade(DAY, TradeBillType.ALL)).get(0);

    assertThat(line.subList(0, 5))
        .containsExactly("2026-01-05 08:00:00", "wx8888888888888888", MCHID, "0", "WEB");
    assertThat(line.get(5)).hasSize(28);
    assertThat(line.subList(6, 27))
        .containsExactly(
            "SIM001",
            "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
            "JSAPI",
            "SUCCESS",
            "OTHERS",
            "CNY",
            "95.00",
            "3.00",
            "0",
            "0",
            "0.00",
            "0.00",
            "",
            "",
            "茶",
            "store-17",
            "0.57000",
            "0.60%",
            "100.00",
            "0.00",
            "");
  }

  @Test
  @DisplayName("A refund is a line of its own on the day it was asked for, with order amount 0.00")
  void refund() {
    paidWithCoupons();
    shop.advance(Duration.ofDays(1));
    shop.refund("SIM001", "R1", 5000, 10000);
    shop.advance(Duration.ofDays(1));

    assertThat(records(trade(DAY, TradeBillType.ALL))).hasSize(1);
    List<String> line = records(trade(DAY.plusDays(1), TradeBillType.ALL)).get(0);
    assertThat(line.get(0)).isEqualTo("2026-01-06 08:00:00");
    assertThat(line.get(9)).isEqualTo("REFUND");
    assertThat(line.subList(12, 14)).containsExactly("0.00", "0.00");
    assertThat(line.get(14)).hasSize(29);
    assertThat(line.subList(15, 27))
        .containsExactly(
            "R1",
            "47.50",
            "1.50",
            "ORIGINAL",
            "SUCCESS",
            "茶",
            "store-17",
            "-0.29000",
            "0.60%",
            "0.00",
            "50.00",
            "");
    assertThat(bills.trade(MCHID, DAY.plusDays(2), TradeBillType.ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ALL, 27, 2", "SUCCESS, 20, 1", "REFUND, 29, 1", "RECHARGE_REFUND, 30, 1"})
  @DisplayName("Each kind has its columns, in header and lines alike, and seven sums")
  void columns(TradeBillType kind, int columns, int lines) {
    paidWithCoupons();
    shop.refund("SIM001", "R1", 5000, 10000);

    String bill = trade(DAY, kind);

    assertThat(bill.lines().findFirst().orElseThrow().split(",")).hasSize(columns);
    assertThat(records(bill)).hasSize(lines).allSatisfy(it -> assertThat(it).hasSize(columns));
    assertThat(summary(bill)).hasSize(7);
  }

  @Test
  @DisplayName("The refund bill names when a refund was asked for and when it succeeded")
  void refundTimes() {
    paidWithCoupons();
    shop.refund("SIM001", "R1", 5000, 10000);
    shop.advance(Duration.ofSeconds(2));

    String bill = trade(DAY, TradeBillType.REFUND);

    assertThat(bill).contains(",代金券金额,退款申请时间,退款成功时间,微信退款单号,");
    assertThat(records(bill).get(0).subList(14, 16))
        .containsExactly("2026-01-05 08:00:00", "2026-01-05 08:00:02");
    assertThat(trade(DAY, TradeBillType.RECHARGE_REFUND).lines().findFirst().orElseThrow())
        .endsWith(",费率备注,返还手续费");
  }

  @Test
  @DisplayName("The sums are those of the lines")
  void sums() {
    paidWithCoupons();
    shop.place("SIM002", 1);
    shop.pay("SIM002");
    shop.refund("SIM001", "R1", 5000, 10000);

    assertThat(summary(trade(DAY, TradeBillType.ALL)))
        .containsExactly("3", "95.01", "47.50", "1.50", "0.28000", "100.01", "50.00");
  }

  @Test
  @DisplayName("Unpaid orders are not listed; a day without payment or refund has no bill")
  void unpaid() {
    shop.place("SIM001", 8800);

    assertThat(bills.trade(MCHID, DAY, TradeBillType.ALL)).isEmpty();
    assertThat(bills.fundFlow(MCHID, DAY, Account.BASIC)).isEmpty();
  }

  @Test
  @DisplayName(
      "Headers have no backticks; lines end with CRLF or LF, a byte order mark may come first")
  void form() {
    paidWithCoupons();

    String usual = trade(DAY, TradeBillType.ALL);
    assertThat(usual).startsWith("交易时间,").endsWith("\r\n").contains("\r\n总交易单数,");
    assertThat(usual.replace("\r\n", "")).doesNotContain("\r", "\n");

    shop.rule("billCrlf", false);
    shop.rule("billBom", true);
    assertThat(trade(DAY, TradeBillType.ALL)).isEqualTo("\ufeff" + usual.replace("\r\n", "\n"));
  }

  @Test
  @DisplayName("A description with a line feed stays on its line")
  void lineFeed() {
    shop.place("SIM001", 8800, "body", "茶\n绿,茶");
    shop.pay("SIM001");

    assertThat(records(trade(DAY, TradeBillType.ALL)).get(0)).hasSize(27).contains("茶 绿,茶");
  }

  @Test
  @DisplayName("A bill is ready at ten the next morning in Beijing, or at the time of the rule")
  void ready() {
    shop.advance(Duration.ofHours(26).minusNanos(1));
    assertThat(bills.ready(DAY)).isFalse();
    shop.advance(Duration.ofNanos(1));
    assertThat(bills.ready(DAY)).isTrue();
    assertThat(bills.ready(DAY.plusDays(1))).isFalse();

    shop.rule("billReadyAt", LocalTime.of(10, 1));
    assertThat(bills.ready(DAY)).isFalse();
    shop.rule("billRules", false);
    assertThat(bills.ready(DAY)).isTrue();
  }

  @Test
  @DisplayName("Bills are kept for three months")
  void kept() {
    paidWithCoupons();
    shop.advance(Duration.ofDays(90));
    assertThat(bills.trade(MCHID, DAY, TradeBillType.ALL)).isPresent();

    shop.advance(Duration.ofDays(1));

    assertThat(bills.trade(MCHID, DAY, TradeBillType.ALL)).isEmpty();
  }

  @Test
  @DisplayName("A part of a combined order is in the bill of its own merchant")
  void combined() {
    List<Terms> parts = new ArrayList<>();
    for (String mchid : List.of(MCHID, "1900000111")) {
      parts.add(
          new Terms(
              Api.V3,
              null,
              PlatformTradeType.NATIVE,
              mchid,
              "wx8888888888888888",
              null,
              null,
              "PART-" + mchid,
              "tea",
              null,
              100,
              "CNY",
              "https://shop.example.com/n",
              "oPayer",
              null,
              null,
              null,
              false,
              "part"));
    }
    shop.platform()
        .place(
            new Combination(
                MCHID,
                "wx8888888888888888",
                "WHOLE",
                PlatformTradeType.NATIVE,
                null,
                null,
                "https://shop.example.com/n",
                null,
                parts,
                "whole"));
    shop.platform().pay(new PlatformOrderKey(MCHID, "PART-" + MCHID), Paying.PLAIN);

    assertThat(records(trade(DAY, TradeBillType.ALL))).hasSize(1);
    assertThat(bills.trade("1900000111", DAY, TradeBillType.ALL))
        .hasValueSatisfying(
            bill ->
                assertThat(new String(bill, StandardCharsets.UTF_8)).contains("`PART-1900000111"));
  }

  @Test
  @DisplayName("The fund flow has 11 columns and 5 sums; each entry carries the balance after it")
  void funds() {
    shop.place("SIM001", 8800);
    shop.pay("SIM001");
    shop.advance(Duration.ofHours(1));
    shop.refund("SIM001", "R1", 800, 8800);

    String bill = fundFlow();

    assertThat(bill.lines().findFirst().orElseThrow().split(",")).hasSize(11);
    assertThat(records(bill)).allSatisfy(it -> assertThat(it).hasSize(11));
    assertThat(records(bill))
        .extracting(it -> it.get(0) + " " + String.join(" ", it.subList(4, 8)))
        .containsExactly(
            "2026-01-05 08:00:00 交易 收入 88.00 88.00",
            "2026-01-05 08:00:00 扣除交易手续费 支出 0.53 87.47",
            "2026-01-05 09:00:00 退款 支出 8.00 79.47",
            "2026-01-05 09:00:00 退还交易手续费 收入 0.05 79.52");
    assertThat(records(bill)).extracting(it -> it.get(2)).doesNotHaveDuplicates();
    assertThat(summary(bill)).containsExactly("4", "2", "88.05", "2", "8.53");
  }

  @Test
  @DisplayName("A refund that was closed moves no funds, and nothing moves on the other accounts")
  void noFunds() {
    shop.rule("refundOutcome", PlatformRefund.Status.CLOSED);
    shop.place("SIM001", 1);
    shop.pay("SIM001");
    shop.refund("SIM001", "R1", 1, 1);
    shop.advance(Duration.ofSeconds(2));

    assertThat(records(fundFlow())).hasSize(1);
    assertThat(records(trade(DAY, TradeBillType.REFUND)).get(0)).contains("REFUNDCLOSE");
    assertThat(bills.fundFlow(MCHID, DAY, Account.FEES)).isEmpty();
    assertThat(bills.fundFlow(MCHID, DAY, Account.OPERATION)).isEmpty();
  }

  @Test
  @DisplayName("A compressed bill is the same bill")
  void gzip() throws IOException {
    byte[] bill = "交易时间".getBytes(StandardCharsets.UTF_8);

    byte[] packed = Bills.gzip(bill);

    assertThat(packed).startsWith(0x1f, 0x8b);
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(bill);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "1, 0.01",
    "10, 0.10",
    "100, 1.00",
    "8800, 88.00",
    "-5, -0.05",
    "-12345, -123.45",
    "9223372036854775807, 92233720368547758.07"
  })
  @DisplayName("Fen become yuan without floating point")
  void yuan(long fen, String yuan) {
    assertThat(BillAmounts.of(fen)).isEqualTo(yuan);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "83, 0", "84, 1", "600, 4", "8800, 53", "10000, 60"})
  @DisplayName("The fee is 0.60%, rounded half up to a fen")
  void fee(long fen, long fee) {
    assertThat(BillAmounts.fee(fen)).isEqualTo(fee);
  }
}
