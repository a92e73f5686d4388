package io.github.paybell.engine.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column of a bill × every wrong kind, and lines that a value has damaged. */
class BillMembersTest {
  private static final List<String> KINDS =
      List.of(
          "",
          "x",
          "-1.00",
          "1,50",
          "1.234567",
          "99999999999999999999",
          "9".repeat(2000),
          "长".repeat(500),
          " ",
          "a`b",
          "a\u0000b",
          "\ud83d\ude00",
          "{\"a\":[1]}",
          "2026-13-45 99:99:99");

  /** The columns that decide, in a payment's line and in a refund's. */
  private static final Set<String> OF_BOTH =
      Set.of("公众账号ID", "商户号", "特约商户号", "微信订单号", "商户订单号", "交易状态", "货币种类");

  private static final Set<String> OF_REFUNDS = Set.of("微信退款单号", "商户退款单号", "退款状态", "申请退款金额");

  private final List<BillLine> lines = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private int broken;

  private void read(BillText bill) throws IOException {
    lines.clear();
    asked.clear();
    broken = 0;
    BillReader.read(
        new ByteArrayInputStream(bill.bytes()),
        new BillReader.Lines() {
          @Override
          public void line(BillLine line) {
            lines.add(line);
          }

          @Override
          public void broken(long number, String why, String outTradeNo) {
            broken++;
            if (outTradeNo != null) {
              asked.add(outTradeNo);
            }
          }
        });
  }

  private static BillText bill() {
    return new BillText(BillText.ALL_27);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: line of a bill, every column × every wrong kind")
  void columns() throws IOException {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (var column : BillText.ALL_27) {
      for (var kind : KINDS) {
        for (boolean refund : new boolean[] {false, true}) {
          cases++;
          read(
              refund
                  ? bill().refund("ORDER-1", "REFUND-1", column, kind)
                  : bill().payment("ORDER-1", column, kind));
          boolean decides =
              OF_BOTH.contains(column)
                  || (refund ? OF_REFUNDS.contains(column) : column.equals("订单金额"));
          boolean asWhole = lines.size() == 1 && facts(lines.get(0)).equals(facts(refund));
          if (decides ? broken + lines.size() != 1 : !asWhole) {
            wrong.add(column + " = " + kind + (refund ? ", refund" : ""));
          }
          if (broken == 1 && !column.equals("商户订单号") && !asked.equals(List.of("ORDER-1"))) {
            wrong.add(column + " = " + kind + ": its order was not read");
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isEqualTo(27 * KINDS.size() * 2);
  }

  private static List<Object> facts(boolean refund) {
    return refund
        ? List.of(
            "wx8888888888888888", "1900000109", "42ORDER-1", "ORDER-1", "CNY", "REFUND-1", 50L)
        : List.of("wx8888888888888888", "1900000109", "42ORDER-1", "ORDER-1", "CNY", 100L);
  }

  private static List<Object> facts(BillLine line) {
    List<Object> facts =
        new ArrayList<>(
            List.of(
                "" + line.appid(),
                line.mchid(),
                line.transactionId(),
                line.outTradeNo(),
                line.currency()));
    var refund = line.refund();
    if (refund == null) {
      facts.add(line.total());
    } else {
      facts.addAll(List.of(refund.outRefundNo(), refund.amount()));
    }
    return facts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tea,`milk", "tea\nmilk", "tea\n", "\n", ",`,`,`", "a\nb\nc,`d"})
  @DisplayName("HEALED: a line that its goods or attach damage still names the order to ask about")
  void damaged(String value) throws IOException {
    for (var column : List.of("商品名称", "商户数据包")) {
      read(bill().payment("ORDER-1").payment("ORDER-2", column, value).payment("ORDER-3"));

      assertThat(lines).extracting(BillLine::outTradeNo).contains("ORDER-1");
      // Behind a cut line the next ones are asked about too.
      assertThat(asked).startsWith("ORDER-2");
      assertThat(lines.size() + asked.size()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: a line that stands in a value pays for no order, and is asked about")
  void forged() throws IOException {
    var forged = bill().payment("VICTIM", "订单金额", "0.01").text("\n").split("\n")[1];
    for (var value :
        List.of(
            "x\n" + forged + "\n",
            "\nx\n" + forged + "\ny",
            "\n" + forged,
            "\n" + forged + ",`\n",
            "\nx,`,`,`,`,`,`\n" + forged + "\n")) {
      for (var column : List.of("商品名称", "商户数据包")) {
        read(
            bill()
                .payment("ORDER-1", column, value)
                .payment("ORDER-2")
                .payment("ORDER-3")
                .payment("ORDER-4")
                .payment("ORDER-5"));

        assertThat(lines).extracting(BillLine::outTradeNo).doesNotContain("VICTIM");
        assertThat(lines).extracting(BillLine::outTradeNo).contains("ORDER-5");
        assertThat(asked).contains("ORDER-1", "VICTIM");
      }
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: nor do two, one in the goods' name and one in the attach")
  void forgedTwice() throws IOException {
    var forged = bill().payment("VICTIM", "订单金额", "0.01").text("\n").split("\n")[1];
    for (var first : List.of(forged, forged + ",`", "x,`,`,`,`,`,`")) {
      read(
          bill()
              .payment("ORDER-1", "商品名称", "\n" + first + "\n", "商户数据包", "\n" + forged + "\n")
              .payment("ORDER-2")
              .payment("ORDER-3")
              .payment("ORDER-4")
              .payment("ORDER-5"));

      assertThat(lines).extracting(BillLine::outTradeNo).doesNotContain("VICTIM");
      assertThat(lines).extracting(BillLine::outTradeNo).contains("ORDER-5");
    }
  }
}
