package io.github.paybell.engine.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.bill.BillLine.Kind;
import io.github.paybell.engine.ledger.RefundStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillReaderTest {
  private final List<BillLine> lines = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private BillTotals read(InputStream in) throws IOException {
    return BillReader.read(
        in,
        new BillReader.Lines() {
          @Override
          public void line(BillLine line) {
            lines.add(line);
          }

          @Override
          public void broken(long number, String why, String outTradeNo) {
            broken.add(number + ": " + why);
          }
        });
  }

  private BillTotals read(byte[] bill) throws IOException {
    return read(new ByteArrayInputStream(bill));
  }

  private BillTotals read(String bill) throws IOException {
    return read(bill.getBytes(StandardCharsets.UTF_8));
  }

  private static BillText bill() {
    return new BillText(BillText.ALL_27);
  }

  private static BillText twoLines() {
    return bill()
        .payment("ORDER-1")
        .refund("ORDER-1", "REFUND-1")
        .sums("`2,`1.00,`0.50,`0.00,`0.02000,`1.00,`0.50");
  }

  @Test
  @DisplayName("A payment is read with its total, and with what the payer paid after all coupons")
  void payment() throws IOException {
    read(bill().payment("ORDER-1", "订单金额", "100.00", "应结订单金额", "95.00", "代金券金额", "3.00").bytes());

    assertThat(lines)
        .containsExactly(
            new BillLine(
                2,
                Kind.PAYMENT,
                "2026-01-05 09:30:12",
                "wx8888888888888888",
                "1900000109",
                null,
                "42ORDER-1",
                "ORDER-1",
                "CNY",
                10000,
                9200L,
                null));
    assertThat(lines.get(0).zonedTime()).isEqualTo("2026-01-05T09:30:12+08:00");
  }

  @Test
  @DisplayName(
      "A refund is read with what was asked for, what the merchant gives, what the payer gets")
  void refund() throws IOException {
    read(
        bill()
            .refund("ORDER-1", "REFUND-1", "申请退款金额", "50.00", "退款金额", "47.50", "充值券退款金额", "1.50")
            .bytes());

    assertThat(lines.get(0).kind()).isEqualTo(Kind.REFUND);
    assertThat(lines.get(0).refund())
        .isEqualTo(
            new BillLine.Refund(
                "REFUND-1", "50REFUND-1", 5000, 4600L, 4750L, RefundStatus.SUCCESS));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, SUCCESS",
    "PROCESSING, PROCESSING",
    "CHANGE, ABNORMAL",
    "ABNORMAL, ABNORMAL",
    "REFUNDCLOSE, CLOSED",
    "CLOSED, CLOSED",
    "WHATEVER,"
  })
  @DisplayName("A refund's status may be either interface's word; an unknown word is no status")
  void refundStatus(String word, RefundStatus status) throws IOException {
    read(bill().refund("ORDER-1", "REFUND-1", "退款状态", word).bytes());

    assertThat(lines.get(0).refund().status()).isEqualTo(status);
  }

  static Stream<byte[]> wrappings() {
    byte[] text = twoLines().text("\n").getBytes(StandardCharsets.UTF_8);
    byte[] marked = ("\ufeff" + twoLines().text("\r\n")).getBytes(StandardCharsets.UTF_8);
    byte[] endless = Arrays.copyOf(text, text.length - 1);
    return Stream.of(text, twoLines().bytes(), marked, endless, BillText.gzip(marked));
  }

  @ParameterizedTest
  @MethodSource("wrappings")
  @DisplayName(
      "Text or gzip, LF or CRLF, with or without byte order mark or last line end: one bill")
  void wrappings(byte[] bill) throws IOException {
    var totals = read(bill);

    assertThat(lines).extracting(BillLine::number).containsExactly(2L, 3L);
    assertThat(broken).isEmpty();
    assertThat(totals).isEqualTo(new BillTotals(2, 0, 100, 50, 2000, true, List.of()));
  }

  @Test
  @DisplayName("Columns are found by name: any order, any spacing, unknown ones between")
  void anyOrder() throws IOException {
    var header = new ArrayList<>(BillText.ALL_27);
    Collections.reverse(header);
    header.add(3, "新的列");
    header.set(header.indexOf("订单金额"), "订单金额");
    var text = new BillText(header).payment("ORDER-1").text("\n").replace(",订单金额,", ", 订单金额 ,");

    read(text);

    assertThat(lines).extracting(BillLine::total).containsExactly(100L);
  }

  @Test
  @DisplayName(
      "The old layout with 24 columns and 5 sums: one amount for the order, one for the refund")
  void old() throws IOException {
    var totals =
        read(
            new BillText(BillText.OLD_24)
                .payment("ORDER-1", "代金券或立减优惠金额", "0.10", "子商户号", "1900000119")
                .refund("ORDER-1", "REFUND-1", "代金券或立减优惠退款金额", "0.05")
                .summary(BillText.SUMMARY_5, "`2,`1.00,`0.5,`0.05,`0.02")
                .bytes());

    assertThat(lines.get(0))
        .returns(100L, BillLine::total)
        .returns(90L, BillLine::payerTotal)
        .returns("1900000119", BillLine::subMchid);
    assertThat(lines.get(1).refund())
        .isEqualTo(
            new BillLine.Refund("REFUND-1", "50REFUND-1", 50, 45L, null, RefundStatus.SUCCESS));
    assertThat(totals.disagreements()).isEmpty();
  }

  @Test
  @DisplayName("A bill of payments only has no refund columns and says so")
  void paymentsOnly() throws IOException {
    var header = new ArrayList<>(BillText.ALL_27.subList(0, 14));
    header.addAll(List.of("商品名称", "商户数据包", "手续费", "费率", "订单金额", "费率备注"));

    var totals = read(new BillText(header).payment("ORDER-1").refund("ORDER-1", "R-1").bytes());

    assertThat(totals.namesRefunds()).isFalse();
    assertThat(lines).hasSize(1);
    assertThat(broken).containsExactly("3: is a refund, and the header names no 商户退款单号");
  }

  @ParameterizedTest
  @ValueSource(ints = {29, 30})
  @DisplayName("The layouts of refunds, 29 and 30 columns, are read like the others")
  void refundLayouts(int columns) throws IOException {
    var header = new ArrayList<>(BillText.ALL_27);
    header.addAll(14, List.of("退款申请时间", "退款成功时间"));
    if (columns == 30) {
      header.add("返还手续费");
    }

    read(new BillText(header).refund("ORDER-1", "REFUND-1", "返还手续费", "-0.29000").bytes());

    assertThat(header).hasSize(columns);
    assertThat(lines).extracting(line -> line.refund().amount()).containsExactly(50L);
  }

  @Test
  @DisplayName("English headers are read, with an English summary")
  void english() throws IOException {
    var text =
        """
        Transaction time,Official account ID,Vendor ID,WeChat order number,Vendor order number,Transaction status,Currency,Total amount
        `2026-01-05 09:30:12,`wx8888888888888888,`1900000109,`4200,`ORDER-1,`SUCCESS,`CNY,`88.8
        Total transaction count,Total transaction amount
        `1,`88.80
        """;

    var totals = read(text);

    assertThat(lines).extracting(BillLine::total).containsExactly(8880L);
    assertThat(totals.disagreements()).isEmpty();
  }

  @Test
  @DisplayName("A missing column is an error that names it and shows the header")
  void missingColumn() {
    var header = new ArrayList<>(BillText.ALL_27);
    header.set(header.indexOf("微信订单号"), "Number");

    assertThatThrownBy(() -> read(new BillText(header).payment("ORDER-1").bytes()))
        .isInstanceOf(BillFormatException.class)
        .hasMessageContaining("no column 微信订单号")
        .hasMessageContaining("商户号,特约商户号,设备号,Number");
  }

  @Test
  @DisplayName("A value may hold commas, and backticks that follow anything but a comma")
  void commas() throws IOException {
    read(bill().payment("ORDER-1", "商品名称", "tea, milk,and `sugar` `", "设备号", ", ,").bytes());

    assertThat(lines).hasSize(1);
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "6, 600",
    "6.0, 600",
    "6.00, 600",
    "0.01, 1",
    "1234567.89, 123456789",
    "0.010, 1",
    "999999999999.99, 99999999999999",
    "'', 0"
  })
  @DisplayName("Yuan become fen digit by digit")
  void yuan(String yuan, long fen) throws IOException {
    read(bill().payment("ORDER-1", "订单金额", yuan).bytes());

    assertThat(lines).extracting(BillLine::total).containsExactly(fen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1.00", "1.001", "1,00", "1.", ".5", "1e2", "+1", "￥1.00", "1 ", "1234567890123"})
  @DisplayName("What is no amount in yuan breaks its line, which is reported by its number")
  void noAmount(String yuan) throws IOException {
    read(bill().payment("ORDER-1").payment("ORDER-2", "订单金额", yuan).payment("ORDER-3").bytes());

    assertThat(lines).extracting(BillLine::outTradeNo).containsExactly("ORDER-1", "ORDER-3");
    assertThat(broken).singleElement().asString().startsWith("3: 订单金额 is n");
  }

  @Test
  @DisplayName("Fees have five decimals and may be negative")
  void fees() throws IOException {
    var totals =
        read(
            bill()
                .payment("ORDER-1", "手续费", "0.57000")
                .refund("ORDER-1", "REFUND-1", "手续费", "-0.29001")
                .bytes());

    assertThat(totals.feeMilliFen()).isEqualTo(27999);
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName(
      "A line with too few or too many values, a strange state or number is broken; a strange time"
          + " is none")
  void brokenLines() throws IOException {
    var good = bill().payment("ORDER-1").text("\n").lines().toList().get(1);
    var totals =
        read(
            bill()
                .line("no backtick")
                .line("`a,`b")
                .line(good + ",`more")
                .payment("ORDER-2", "交易状态", "PAID")
                .payment("ORDER-3", "交易时间", "2026/01/05 09:30:12")
                .payment("")
                .payment("ORDER 5")
                .refund("ORDER-6", "0", "微信退款单号", "")
                .payment("ORDER-7")
                .bytes());

    assertThat(broken)
        .containsExactly(
            "2: does not begin with a backtick",
            "3: has 2 values, the header 27",
            "4: has 28 values, the header 27",
            "5: 交易状态 is none of SUCCESS, REFUND, REVOKED",
            "7: 商户订单号 must be 1 to 32 printable ASCII characters",
            "8: 微信订单号 must be 1 to 32 printable ASCII characters",
            "9: 微信退款单号 must be 1 to 64 printable ASCII characters");
    assertThat(totals).returns(9L, BillTotals::lines).returns(7L, BillTotals::broken);
    assertThat(lines).extracting(BillLine::outTradeNo).containsExactly("ORDER-3", "ORDER-7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 10, 1 << 16, 1 << 17, 1 << 19, 1 << 22})
  @DisplayName("BOUNDED: a line of any length costs the same memory, and the next one is read")
  void longLines(int length) throws IOException {
    read(bill().payment("ORDER-1", "商品名称", "x".repeat(length)).payment("ORDER-2").bytes());

    boolean fits = length < LineBytes.LONGEST;
    assertThat(lines).hasSize(fits ? 2 : 1);
    assertThat(broken).hasSize(fits ? 0 : 1);
    assertThat(lines.get(lines.size() - 1).number()).isEqualTo(3);
  }

  @Test
  @DisplayName("Lines are found however the stream cuts the bytes")
  void smallReads() throws IOException {
    byte[] bytes = twoLines().bytes();
    var single = new ArrayList<InputStream>();
    for (byte b : bytes) {
      single.add(new ByteArrayInputStream(new byte[] {b}));
    }

    var totals = read(new SequenceInputStream(Collections.enumeration(single)));

    assertThat(totals.lines()).isEqualTo(2);
    assertThat(totals.disagreements()).isEmpty();
  }

  @Test
  @DisplayName("A bill longer than every buffer is read to its last line")
  void longBill() throws IOException {
    var bill = bill();
    for (int i = 0; i < 5000; i++) {
      bill.payment("ORDER-" + i);
    }

    var totals = read(bill.sums("`5000,`5000.00,`0,`0,`50,`5000.00,`0.00").bytes());

    assertThat(lines).hasSize(5000);
    assertThat(lines.get(4999).outTradeNo()).isEqualTo("ORDER-4999");
    assertThat(totals.disagreements()).isEmpty();
  }

  @Test
  @DisplayName("Sums that are not those of the lines are told, each")
  void disagreements() throws IOException {
    var totals =
        read(bill().payment("ORDER-1").sums("`2,`1.00,`0.50,`0.00,`0.01000,`1.01,`0.00").bytes());

    assertThat(totals.disagreements())
        .containsExactly(
            "总交易单数 is 2, the lines have 1",
            "退款总金额 is 50, the lines have 0",
            "订单总金额 is 101, the lines have 100");
  }

  @Test
  @DisplayName("A bill that is cut off anywhere is no bill")
  void cutOff() throws IOException {
    byte[] whole = twoLines().bytes();
    int sums = new String(whole, StandardCharsets.UTF_8).indexOf("总交易单数");
    int sumsAt =
        new String(whole, StandardCharsets.UTF_8)
            .substring(0, sums)
            .getBytes(StandardCharsets.UTF_8)
            .length;
    for (int length = 0; length < sumsAt + 40; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(BillFormatException.class);
    }
    byte[] packed = BillText.gzip(whole);
    for (int length = 2; length < packed.length; length++) {
      byte[] part = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(BillFormatException.class);
    }
  }

  @Test
  @DisplayName(
      "What is no bill is refused: nothing, an error document, lines without a header, more after"
          + " the sums")
  void noBill() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> read("<xml><return_code>FAIL</return_code></xml>"))
        .hasMessageContaining("error document");
    assertThatThrownBy(() -> read("`2026-01-05 09:30:12,`wx\n")).hasMessageContaining("header");
    assertThatThrownBy(() -> read(twoLines().text("\n") + "`more\n"))
        .hasMessageContaining("goes on after its summary, at line 6");
  }
}
