package io.github.paybell.benchmarks.bill;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A bill of any length in the layout with 27 columns, every tenth line a refund; the same bytes for
 * the same length.
 */
final class BillFile {
  private static final String HEADER =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
          + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
  private static final String SUMMARY = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";

  private BillFile() {}

  /** Whether line {@code i} (from 0) is a refund: of the order of the line before. */
  static boolean isRefund(long i) {
    return i % 10 == 9;
  }

  static String outTradeNo(long i) {
    return "SHOP20260105" + digits(isRefund(i) ? i - 1 : i, 12);
  }

  static String outRefundNo(long i) {
    return "BACK20260105" + digits(i, 12);
  }

  static String transactionId(long i) {
    return "4200002026010500" + digits(isRefund(i) ? i - 1 : i, 12);
  }

  static String refundId(long i) {
    return "50000020260105" + digits(i, 15);
  }

  /** Fen; of a refund what goes back. */
  static long amount(long i) {
    return isRefund(i) ? 50 : 100 + i * 7919 % 100_000;
  }

  static void write(Path file, long lines, boolean gzip) throws IOException {
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        OutputStream out = gzip ? new GZIPOutputStream(raw, 1 << 16) : raw) {
      write(out, HEADER);
      long paid = 0;
      long refunded = 0;
      for (long i = 0; i < lines; i++) {
        write(out, line(i));
        if (isRefund(i)) {
          refunded += amount(i);
        } else {
          paid += amount(i);
        }
      }
      write(out, SUMMARY);
      write(
          out,
          "`%d,`%s,`%s,`0.00,`0.00000,`%s,`%s\r\n"
              .formatted(lines, yuan(paid), yuan(refunded), yuan(paid), yuan(refunded)));
    }
  }

  private static String line(long i) {
    boolean refund = isRefund(i);
    var money = yuan(amount(i));
    long second = i % 86_400;
    return "`2026-01-05 "
        + digits(second / 3600, 2)
        + ":"
        + digits(second / 60 % 60, 2)
        + ":"
        + digits(second % 60, 2)
        + ",`wx8888888888888888,`1900000109,`0,`WEB,`"
        + transactionId(i)
        + ",`"
        + outTradeNo(i)
        + ",`oUpF8uMuAJO_M2pxb1Q9zN"
        + digits(i % 1_000_000, 6)
        + ",`JSAPI,`"
        + (refund ? "REFUND" : "SUCCESS")
        + ",`OTHERS,`CNY,`"
        + (refund ? "0.00" : money)
        + ",`0.00,`"
        + (refund ? refundId(i) : "0")
        + ",`"
        + (refund ? outRefundNo(i) : "0")
        + ",`"
        + (refund ? money : "0.00")
        + ",`0.00,`"
        + (refund ? "ORIGINAL,`SUCCESS" : ",`")
        + ",`咖啡 coffee, medium,`store-17,`0.00000,`0.60%,`"
        + (refund ? "0.00,`" + money : money + ",`0.00")
        + ",`\r\n";
  }

  /** With leading zeros; a formatter would take longer than what is measured. */
  private static String digits(long value, int length) {
    var text = Long.toString(value);
    return "0".repeat(length - text.length()) + text;
  }

  private static String yuan(long fen) {
    return fen / 100 + (fen % 100 < 10 ? ".0" : ".") + fen % 100;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
