package io.github.paybell.engine.bill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A bill as tests write it: rows by column name, in any layout. */
final class BillText {
  static final List<String> ALL_27 =
      List.of(
          "交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型", "交易状态", "付款银行",
          "货币种类", "应结订单金额", "代金券金额", "微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态", "商品名称",
          "商户数据包", "手续费", "费率", "订单金额", "申请退款金额", "费率备注");
  static final List<String> OLD_24 =
      List.of(
          "交易时间",
          "公众账号ID",
          "商户号",
          "子商户号",
          "设备号",
          "微信订单号",
          "商户订单号",
          "用户标识",
          "交易类型",
          "交易状态",
          "付款银行",
          "货币种类",
          "总金额",
          "代金券或立减优惠金额",
          "微信退款单号",
          "商户退款单号",
          "退款金额",
          "代金券或立减优惠退款金额",
          "退款类型",
          "退款状态",
          "商品名称",
          "商户数据包",
          "手续费",
          "费率");
  static final String SUMMARY_7 = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  static final String SUMMARY_5 = "总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额";

  private final List<String> header;
  private final List<String> lines = new ArrayList<>();
  private String summary = SUMMARY_7;
  private String sums = "";

  BillText(List<String> header) {
    this.header = header;
  }

  /** A payment of one yuan, unless {@code columns} says otherwise. */
  BillText payment(String outTradeNo, String... columns) {
    var values = values("SUCCESS", outTradeNo);
    values.put("应结订单金额", "1.00");
    values.put("订单金额", "1.00");
    values.put("总金额", "1.00");
    return row(values, columns);
  }

  /** A refund of half a yuan, done, unless {@code columns} says otherwise. */
  BillText refund(String outTradeNo, String outRefundNo, String... columns) {
    var values = values("REFUND", outTradeNo);
    values.put("微信退款单号", "50" + outRefundNo);
    values.put("商户退款单号", outRefundNo);
    values.put("退款金额", "0.50");
    values.put("申请退款金额", "0.50");
    values.put("退款类型", "ORIGINAL");
    values.put("退款状态", "SUCCESS");
    return row(values, columns);
  }

  private static Map<String, String> values(String state, String outTradeNo) {
    var values = new LinkedHashMap<String, String>();
    for (var name :
        List.of(
            "应结订单金额",
            "代金券金额",
            "退款金额",
            "充值券退款金额",
            "订单金额",
            "申请退款金额",
            "总金额",
            "代金券或立减优惠金额",
            "代金券或立减优惠退款金额")) {
      values.put(name, "0.00");
    }
    values.put("交易时间", "2026-01-05 09:30:12");
    values.put("公众账号ID", "wx8888888888888888");
    values.put("商户号", "1900000109");
    values.put("特约商户号", "0");
    values.put("子商户号", "0");
    values.put("微信订单号", "42" + outTradeNo);
    values.put("商户订单号", outTradeNo);
    values.put("交易类型", "JSAPI");
    values.put("交易状态", state);
    values.put("付款银行", "OTHERS");
    values.put("货币种类", "CNY");
    values.put("微信退款单号", "0");
    values.put("商户退款单号", "0");
    values.put("商品名称", "茶");
    values.put("手续费", "0.01000");
    values.put("费率", "0.60%");
    return values;
  }

  private BillText row(Map<String, String> values, String... columns) {
    for (int i = 0; i < columns.length; i += 2) {
      values.put(columns[i], columns[i + 1]);
    }
    return line(
        "`" + String.join(",`", header.stream().map(n -> values.getOrDefault(n, "")).toList()));
  }

  /** As it stands, right or wrong. */
  BillText line(String line) {
    lines.add(line);
    return this;
  }

  BillText summary(String names, String values) {
    summary = names;
    sums = values;
    return this;
  }

  BillText sums(String values) {
    return summary(SUMMARY_7, values);
  }

  String text(String lineEnd) {
    var all = new ArrayList<String>();
    all.add(String.join(",", header));
    all.addAll(lines);
    all.add(summary);
    all.add(sums.isEmpty() ? "`" + lines.size() + ",`,`,`,`,`,`" : sums);
    return String.join(lineEnd, all) + lineEnd;
  }

  byte[] bytes() {
    return text("\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
