package io.github.paybell.simulator.documents;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2PaySign;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.wire.V2Words;
import java.time.Duration;
import java.util.Map;

/** Everything that v2 offers: orders of all kinds, refunds with all ends, failures. */
final class V2Scenes {
  private static final String SUB_MCH_ID = "1900000118";
  private static final String SUB_APPID = "wx7777777777777777";
  private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

  private final Bench bench;
  private final V2Line line;

  V2Scenes(Bench bench) {
    this.bench = bench;
    this.line = new V2Line(bench);
  }

  void play() {
    plain();
    coupons();
    itemised();
    partner();
    otherTradeTypes();
    failures();
  }

  private Map<String, String> order(String outTradeNo, String tradeType, String... more) {
    Map<String, String> fields =
        line.fields(
            "body",
            "腾讯充值中心-QQ会员充值",
            "out_trade_no",
            outTradeNo,
            "total_fee",
            "10000",
            "spbill_create_ip",
            "123.12.12.123",
            "notify_url",
            bench.notifyUrl(),
            "trade_type",
            tradeType);
    fields.putAll(line.fields(more));
    return fields;
  }

  private void plain() {
    line.ask("unifiedorder", order("V2PLAIN001", "JSAPI", "openid", OPENID));
    bench.pay("V2PLAIN001");
    line.ask("orderquery", line.fields("out_trade_no", "V2PLAIN001"));
    line.ask("refund", refund("V2PLAIN001", "V2PLAINREFUND", "10000"));
    bench.advance(Duration.ofSeconds(3));
  }

  private void coupons() {
    String prepayId =
        line.ask(
                "unifiedorder",
                order(
                    "V2JSAPI001", "JSAPI",
                    "openid", OPENID,
                    "sign_type", "MD5",
                    "device_info", "013467007045764",
                    "detail", "{\"cost_price\":10000,\"goods_detail\":[]}",
                    "attach", "深圳分店",
                    "fee_type", "CNY",
                    "time_start", V2Words.compact(bench.now()),
                    "time_expire", V2Words.compact(bench.now().plus(Duration.ofHours(1))),
                    "goods_tag", "WXG",
                    "limit_pay", "no_credit",
                    "receipt", "Y",
                    "profit_sharing", "N",
                    "scene_info", "{\"store_info\":{\"id\":\"SZTX001\",\"name\":\"腾大餐厅\"}}",
                    "user_type", "IDCARD",
                    "user_creid", "430702199901012345",
                    "user_truename", "张三"))
            .get("prepay_id");
    openCashier(prepayId);
    line.ask("orderquery", line.fields("out_trade_no", "V2JSAPI001", "sign_type", "MD5"));
    PlatformOrder paid =
        bench.pay("V2JSAPI001", Bench.cash("10000000301", 300), Bench.noCash("10000000302", 500));
    String transactionId = paid.paid().transactionId();
    line.ask("orderquery", line.fields("transaction_id", transactionId));
    refunds("V2JSAPI001", transactionId);
  }

  private void openCashier(String prepayId) {
    Map<String, String> parameters =
        V2PaySign.jsapi(
            bench.merchant().appid(),
            bench.now(),
            "e61463f8efa94090b1f366cccfbbb444",
            prepayId,
            SignType.MD5,
            bench.merchant().v2());
    V3Line.openCashier(bench, "v2 getBrandWCPayRequest", parameters);
  }

  private Map<String, String> refund(
      String outTradeNo, String outRefundNo, String fee, String... more) {
    Map<String, String> fields =
        line.fields(
            "out_trade_no", outTradeNo,
            "out_refund_no", outRefundNo,
            "total_fee", "10000",
            "refund_fee", fee,
            "notify_url", bench.notifyUrl());
    fields.putAll(line.fields(more));
    return fields;
  }

  private void refunds(String outTradeNo, String transactionId) {
    Map<String, String> taken =
        line.ask(
            "refund",
            refund(
                outTradeNo,
                "V2REFUND1",
                "1000",
                "sign_type",
                "MD5",
                "refund_fee_type",
                "CNY",
                "refund_desc",
                "商品已售完",
                "refund_account",
                "REFUND_SOURCE_RECHARGE_FUNDS"));
    line.ask("refundquery", line.fields("out_refund_no", "V2REFUND1", "sign_type", "MD5"));
    bench.advance(Duration.ofSeconds(3));
    Map<String, String> byTransaction = refund(outTradeNo, "V2REFUND2", "500");
    byTransaction.remove("out_trade_no");
    byTransaction.put("transaction_id", transactionId);
    line.ask("refund", byTransaction);
    bench.end(outTradeNo, "V2REFUND2", PlatformRefund.Status.ABNORMAL);
    line.ask("refund", refund(outTradeNo, "V2REFUND3", "500"));
    bench.end(outTradeNo, "V2REFUND3", PlatformRefund.Status.CLOSED);
    line.ask("refundquery", line.fields("refund_id", taken.get("refund_id")));
    line.ask("refundquery", line.fields("transaction_id", transactionId));
    line.ask("refundquery", line.fields("out_trade_no", outTradeNo, "offset", "1"));
  }

  /** A coupon beside single-item discounts is described in JSON. */
  private void itemised() {
    line.ask(
        "unifiedorder",
        order(
            "V2VERSION1", "JSAPI",
            "openid", OPENID,
            "sign_type", "HMAC-SHA256",
            "version", "1.0"));
    bench.own("PUT", "/sim/rules", "{\"sign-type-echo\":\"HMAC_ONLY\"}");
    bench.pay("V2VERSION1", Bench.noCash("10000000303", 100), Bench.cash("10000000304", 100));
    line.ask("orderquery", line.fields("out_trade_no", "V2VERSION1"));
    bench.own("PUT", "/sim/rules", "{\"sign-type-echo\":\"NEVER\"}");
  }

  private void partner() {
    String[] partner = {
      "sub_appid", SUB_APPID, "sub_mch_id", SUB_MCH_ID, "sign_type", "HMAC-SHA256"
    };
    Map<String, String> order = order("V2PARTNER1", "JSAPI", partner);
    order.put("sub_openid", "oUpF8uN95-Ptaags6E_roPHg7AG0");
    line.ask("unifiedorder", order);
    Map<String, String> query = line.fields(partner);
    query.put("out_trade_no", "V2PARTNER1");
    line.ask("orderquery", query);
    bench.pay("V2PARTNER1");
    line.ask("orderquery", query);
    line.ask("refund", refund("V2PARTNER1", "V2PARTNERREFUND", "10000", partner));
    bench.advance(Duration.ofSeconds(3));
    Map<String, String> refund = line.fields(partner);
    refund.put("out_refund_no", "V2PARTNERREFUND");
    line.ask("refundquery", refund);
    line.ask("unifiedorder", order("V2PARTNER2", "NATIVE", partner));
    Map<String, String> close = line.fields(partner);
    close.put("out_trade_no", "V2PARTNER2");
    line.ask("closeorder", close);
    line.ask("orderquery", close);
  }

  private void otherTradeTypes() {
    line.ask(
        "unifiedorder", order("V2NATIVE01", "NATIVE", "product_id", "12235413214070356458058"));
    bench.pay("V2NATIVE01");
    line.ask("unifiedorder", order("V2APP00001", "APP"));
    bench.pay("V2APP00001");
    line.ask(
        "unifiedorder",
        order(
            "V2MWEB0001",
            "MWEB",
            "scene_info",
            "{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://pay.qq.com\",\"wap_name\":\"充值\"}}"));
    line.ask("closeorder", line.fields("out_trade_no", "V2MWEB0001"));
  }

  private void failures() {
    Map<String, String> key = line.fields();
    key.remove("appid");
    line.ask("getsignkey", key);
    line.fail(
        "v2 business failure",
        "orderquery",
        line.signed(line.fields("out_trade_no", "V2UNKNOWN1")));
    Map<String, String> forged = line.fields("out_trade_no", "V2PLAIN001");
    forged.put("sign", "0".repeat(32));
    line.fail("v2 wrong signature", "orderquery", forged);
    line.fail(
        "v2 downloadbill failure",
        "downloadbill",
        line.signed(line.fields("bill_date", "20200101")));
  }
}
