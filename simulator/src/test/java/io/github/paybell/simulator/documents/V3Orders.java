package io.github.paybell.simulator.documents;

import io.github.paybell.protocol.v3.V3ClientPay;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.wire.V3Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Orders of v3 of all kinds: placed in every way, asked about before and after, closed, paid. */
final class V3Orders {
  static final String SUB_MCHID = "1900000119";

  private static final List<String> WAYS = List.of("jsapi", "native", "app", "h5");
  private static final Map<String, String> NOTHING = Map.of();
  private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  private static final String IDENTITY =
      "{\"type\":\"IDCARD\",\"number\":\"encrypted\",\"name\":\"encrypted\"}";
  private static final String SCENE =
      """
      {"payer_client_ip":"14.23.150.211","device_id":"013467007045764",
       "store_info":{"id":"0001","name":"腾讯大厦分店","area_code":"440305","address":"深圳市南山区"},
       "h5_info":{"type":"iOS","app_name":"王者荣耀","app_url":"https://pay.qq.com",
         "bundle_id":"com.tencent.wzryiOS","package_name":"com.tencent.tmgp.sgame"}}
      """;
  private static final String MORE =
      """
      {"attach":"自定义数据","goods_tag":"WXG","support_fapiao":true,
       "detail":{"cost_price":10000,"invoice_id":"微信123","goods_detail":[
         {"merchant_goods_id":"1246464644","wechatpay_goods_id":"1001",
          "goods_name":"iPhoneX 256G","quantity":1,"unit_price":10000}]},
       "settle_info":{"profit_sharing":false}}
      """;

  private final Bench bench;
  private final V3Line line;
  private final String appid;
  private final String mchid;

  V3Orders(Bench bench) {
    this.bench = bench;
    this.line = new V3Line(bench);
    this.appid = bench.merchant().appid();
    this.mchid = bench.merchant().mchid();
  }

  void play() {
    WAYS.forEach(this::direct);
    WAYS.forEach(this::partner);
    WAYS.forEach(this::combined);
    closed();
    failures();
  }

  /** An order with what has to be there. */
  private ObjectNode order(String outTradeNo) {
    return V3Line.json(
        """
        {"description":"Image形象店-深圳腾大-QQ公仔","out_trade_no":"%s","notify_url":"%s",
         "amount":{"total":10000}}
        """
            .formatted(outTradeNo, bench.notifyUrl()));
  }

  private void addAll(ObjectNode order) {
    order.setAll(V3Line.json(MORE));
    order.set("scene_info", V3Line.json(SCENE));
    order.put("time_expire", V3Words.time(bench.now().plus(Duration.ofHours(1))));
    ((ObjectNode) order.get("amount")).put("currency", "CNY");
  }

  private static String number(String mode, String way) {
    return "V3" + mode + way.toUpperCase(Locale.ROOT);
  }

  // ------------------------------------------------------------------------------------- direct

  private void direct(String way) {
    String outTradeNo = number("DIRECT", way);
    ObjectNode order = order(outTradeNo).put("appid", appid).put("mchid", mchid);
    if (way.equals("jsapi")) {
      order.putObject("payer").put("openid", OPENID).set("identity", V3Line.json(IDENTITY));
    }
    if (!way.equals("app")) {
      addAll(order);
    }
    String prepayId = place("direct", way, "/v3/pay/transactions/" + way, order);
    if (way.equals("jsapi")) {
      openCashier(prepayId);
    }
    line.get(
        "v3 direct query", "/v3/pay/transactions/out-trade-no/{out_trade_no}", ask(outTradeNo));
    PlatformOrder paid =
        way.equals("native")
            ? bench.pay(outTradeNo)
            : bench.pay(outTradeNo, Bench.cash("109519", 300), Bench.noCash("109520", 500));
    line.get(
        "v3 direct query", "/v3/pay/transactions/out-trade-no/{out_trade_no}", ask(outTradeNo));
    line.get(
        "v3 direct query",
        "/v3/pay/transactions/id/{transaction_id}",
        Map.of("{transaction_id}", paid.paid().transactionId(), "?mchid", mchid));
  }

  private Map<String, String> ask(String outTradeNo) {
    return Map.of("{out_trade_no}", outTradeNo, "?mchid", mchid);
  }

  /** The prepay_id, or whatever the way's answer has in its place. */
  private String place(String mode, String way, String path, ObjectNode order) {
    return line.ask(
            "v3 " + mode + " order", "v3 " + mode + " order " + way, "POST", path, NOTHING, order)
        .path("prepay_id")
        .asString("");
  }

  private void openCashier(String prepayId) {
    V3ClientPay.Jsapi signed =
        V3ClientPay.jsapi(
            bench.merchant().signer(),
            appid,
            prepayId,
            bench.now(),
            "593BEC0C930BF1AFEB40B4A08C8FB242");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("appId", signed.appId());
    parameters.put("timeStamp", signed.timeStamp());
    parameters.put("nonceStr", signed.nonceStr());
    parameters.put("package", signed.packageValue());
    parameters.put("signType", signed.signType());
    parameters.put("paySign", signed.paySign());
    V3Line.openCashier(bench, "v3 getBrandWCPayRequest", parameters);
  }

  // ------------------------------------------------------------------------------------ partner

  private void partner(String way) {
    String outTradeNo = number("PARTNER", way);
    ObjectNode order = partners(outTradeNo);
    if (way.equals("jsapi")) {
      order.put("sub_appid", "wx7777777777777777");
      order
          .putObject("payer")
          .put("sp_openid", OPENID)
          .put("sub_openid", "oUpF8uN95-Ptaags6E_roPHg7AG0")
          .set("identity", V3Line.json(IDENTITY));
    }
    if (!way.equals("app")) {
      addAll(order);
    }
    place("partner", way, "/v3/pay/partner/transactions/" + way, order);
    Map<String, String> ask = new LinkedHashMap<>(partner());
    ask.put("{out_trade_no}", outTradeNo);
    String query = "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}";
    line.get("v3 partner query", query, ask);
    PlatformOrder paid = bench.pay(outTradeNo, Bench.cash("109519", 300));
    line.get("v3 partner query", query, ask);
    Map<String, String> byId = new LinkedHashMap<>(partner());
    byId.put("{transaction_id}", paid.paid().transactionId());
    line.get("v3 partner query", "/v3/pay/partner/transactions/id/{transaction_id}", byId);
  }

  private ObjectNode partners(String outTradeNo) {
    return order(outTradeNo)
        .put("sp_appid", appid)
        .put("sp_mchid", mchid)
        .put("sub_mchid", SUB_MCHID);
  }

  private Map<String, String> partner() {
    return Map.of("?sp_mchid", mchid, "?sub_mchid", SUB_MCHID);
  }

  // ----------------------------------------------------------------------------------- combined

  private void combined(String way) {
    boolean partner = way.equals("jsapi");
    String number = number("COMBINE", way);
    ObjectNode whole = combination(number, partner);
    whole.put("time_start", V3Words.time(bench.now()));
    whole.put("time_expire", V3Words.time(bench.now().plus(Duration.ofHours(1))));
    whole.set("scene_info", V3Line.json(SCENE));
    if (partner) {
      whole
          .putObject("combine_payer_info")
          .put("openid", OPENID)
          .put("sub_openid", "oUpF8uN95-Ptaags6E_roPHg7AG0")
          .set("identity", V3Line.json(IDENTITY));
    }
    place("combined", way, "/v3/combine-transactions/" + way, whole);
    String query = "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}";
    Map<String, String> ask = Map.of("{combine_out_trade_no}", number);
    line.get("v3 combined query", query, ask);
    bench.pay(number + "1", Bench.noCash("109520", 500), Bench.cash("109519", 300));
    line.get("v3 combined query", query, ask);
  }

  private ObjectNode combination(String number, boolean partner) {
    ObjectNode whole =
        V3Line.json("{}")
            .put("combine_appid", appid)
            .put("combine_mchid", mchid)
            .put("combine_out_trade_no", number)
            .put("notify_url", bench.notifyUrl());
    for (int i = 1; i <= 2; i++) {
      ObjectNode part =
          V3Line.json(
              """
              {"attach":"深圳分店","description":"腾讯充值中心","detail":"买单费用","goods_tag":"WXG",
               "amount":{"total_amount":1000,"currency":"CNY"},
               "settle_info":{"profit_sharing":true,"subsidy_amount":10}}
              """);
      part.put("mchid", mchid).put("out_trade_no", number + i);
      if (partner) {
        part.put("sub_mchid", SUB_MCHID).put("sub_appid", "wx7777777777777777");
      }
      whole.withArray("sub_orders").add(part);
    }
    return whole;
  }

  // ---------------------------------------------------------------------------- closed, refused

  private void closed() {
    ObjectNode direct = order("V3CLOSED01").put("appid", appid).put("mchid", mchid);
    place("direct", "native", "/v3/pay/transactions/native", direct);
    line.post(
        "v3 direct close",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}/close",
        Map.of("{out_trade_no}", "V3CLOSED01"),
        V3Line.json("{}").put("mchid", mchid));
    line.get(
        "v3 direct query", "/v3/pay/transactions/out-trade-no/{out_trade_no}", ask("V3CLOSED01"));
    place("partner", "native", "/v3/pay/partner/transactions/native", partners("V3CLOSED02"));
    line.post(
        "v3 partner close",
        "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close",
        Map.of("{out_trade_no}", "V3CLOSED02"),
        V3Line.json("{}").put("sp_mchid", mchid).put("sub_mchid", SUB_MCHID));
    ObjectNode whole = combination("V3CLOSED03", true);
    place("combined", "native", "/v3/combine-transactions/native", whole);
    ObjectNode close = V3Line.json("{}").put("combine_appid", appid);
    whole
        .path("sub_orders")
        .forEach(
            part ->
                close
                    .withArray("sub_orders")
                    .add(
                        ((ObjectNode) part)
                            .retain("mchid", "out_trade_no", "sub_mchid", "sub_appid")));
    line.post(
        "v3 combined close",
        "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close",
        Map.of("{combine_out_trade_no}", "V3CLOSED03"),
        close);
  }

  private void failures() {
    ObjectNode order = order("V3FAILED01").put("appid", appid).put("mchid", mchid);
    String path = "/v3/pay/transactions/native";
    ObjectNode free = order.deepCopy();
    ((ObjectNode) free.get("amount")).put("total", 0);
    line.fail("v3 PARAM_ERROR", "POST", path, NOTHING, free);
    line.fail("v3 PARAM_ERROR", "POST", path, NOTHING, order.deepCopy().without("description"));
    line.fail("v3 PARAM_ERROR", "GET", "/v3/bill/tradebill", Map.of("?bill_date", "today"), order);
    line.fail(
        "v3 PARAM_ERROR",
        "GET",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}",
        ask("short"),
        order);
    // Signed for one body, sent with another.
    line.failForged(path, order);
    line.fail(
        "v3 other error",
        "GET",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}",
        ask("V3UNKNOWN1"),
        order);
    line.fail("v3 other error", "POST", path, NOTHING, order.deepCopy().put("appid", "wx0"));
  }
}
