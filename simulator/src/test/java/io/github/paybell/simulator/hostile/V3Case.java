package io.github.paybell.simulator.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good request.
 *
 * @param method GET or POST
 * @param target path and query
 * @param body of a POST
 */
record V3Case(String method, String target, ObjectNode body) {
  private static final String ORDERS = "/v3/pay/transactions/";
  private static final String PARTNERS = "/v3/pay/partner/transactions/";
  private static final String COMBINED = "/v3/combine-transactions/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final String DIRECT = "?mchid=1900000109";
  private static final String PARTNER = "?sp_mchid=1900000109&sub_mchid=1900000119";

  private static final String ORDER =
      """
      "description":"茶","out_trade_no":"%s","notify_url":"http://127.0.0.1:8080/notify",
      "attach":"深圳分店","time_expire":"2099-12-31T23:59:59+08:00","goods_tag":"WXG",
      "amount":{"total":8800,"currency":"CNY"},
      "detail":{"cost_price":8800,"goods_detail":[
        {"merchant_goods_id":"1","quantity":1,"unit_price":8800}]},
      "scene_info":{"payer_client_ip":"14.23.150.211","device_id":"1","store_info":{"id":"1"},
        "h5_info":{"type":"Wap"}},
      "settle_info":{"profit_sharing":false}
      """;

  static V3Case get(String target) {
    return new V3Case("GET", target, json("{}"));
  }

  static V3Case post(String target, String body) {
    return new V3Case("POST", target, json(body));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text);
  }

  static V3Case direct(String way, String outTradeNo) {
    return post(
        ORDERS + way,
        "{\"appid\":\"wx8888888888888888\",\"mchid\":\"1900000109\",\"payer\":{\"openid\":\"o1\"},"
            + ORDER.formatted(outTradeNo)
            + "}");
  }

  static V3Case partner(String way, String outTradeNo) {
    return post(
        PARTNERS + way,
        "{\"sp_appid\":\"wx8888888888888888\",\"sp_mchid\":\"1900000109\",\"sub_mchid\":\"1900000119\","
            + "\"payer\":{\"sp_openid\":\"o1\"},"
            + ORDER.formatted(outTradeNo)
            + "}");
  }

  static V3Case combined(String way, String outTradeNo) {
    return post(
        COMBINED + way,
        """
        {"combine_appid":"wx8888888888888888","combine_mchid":"1900000109",
         "combine_out_trade_no":"%1$s","notify_url":"http://127.0.0.1:8080/notify",
         "combine_payer_info":{"openid":"o1"},
         "scene_info":{"payer_client_ip":"14.23.150.211","h5_info":{"type":"Wap"}},
         "sub_orders":[
          {"mchid":"1900000109","out_trade_no":"%1$sA","attach":"a","description":"茶",
           "amount":{"total_amount":100,"currency":"CNY"}},
          {"mchid":"1900000109","out_trade_no":"%1$sB","attach":"b","description":"茶",
           "amount":{"total_amount":100,"currency":"CNY"}}]}
        """
            .formatted(outTradeNo));
  }

  static V3Case refund(String outTradeNo, String outRefundNo) {
    return post(
        REFUNDS,
        """
        {"out_trade_no":"%s","out_refund_no":"%s","reason":"凉了","funds_account":"AVAILABLE",
         "notify_url":"http://127.0.0.1:8080/notify",
         "amount":{"refund":100,"total":8800,"currency":"CNY",
           "from":[{"account":"AVAILABLE","amount":100}]},
         "goods_detail":[{"merchant_goods_id":"1","unit_price":1,"refund_amount":1,
           "refund_quantity":1}]}
        """
            .formatted(outTradeNo, outRefundNo));
  }

  /**
   * One of each interface.
   *
   * @param known what only the platform knows: paid, partner, combined, refund, day, token
   */
  static List<V3Case> all(Map<String, String> known) {
    List<V3Case> all = new ArrayList<>();
    for (String way : List.of("jsapi", "native", "app", "h5")) {
      all.add(direct(way, "DIRECT" + way));
      all.add(partner(way, "PARTNER" + way));
      all.add(combined(way, "COMBINE" + way));
    }
    all.add(get(ORDERS + "out-trade-no/HOSTILE0001" + DIRECT));
    all.add(get(ORDERS + "id/" + known.get("paid") + DIRECT));
    all.add(get(PARTNERS + "out-trade-no/HOSTILE0002" + PARTNER));
    all.add(get(PARTNERS + "id/" + known.get("partner") + PARTNER));
    all.add(get(COMBINED + "out-trade-no/HOSTILE0003"));
    all.add(get(COMBINED + "id/" + known.get("combined")));
    all.add(post(ORDERS + "out-trade-no/HOSTILE0004/close", "{\"mchid\":\"1900000109\"}"));
    all.add(
        post(
            PARTNERS + "out-trade-no/HOSTILE0005/close",
            "{\"sp_mchid\":\"1900000109\",\"sub_mchid\":\"1900000119\"}"));
    all.add(
        post(
            COMBINED + "out-trade-no/HOSTILE0006/close",
            """
            {"combine_appid":"wx8888888888888888","sub_orders":[
              {"mchid":"1900000109","out_trade_no":"HOSTILE0006A"},
              {"mchid":"1900000109","out_trade_no":"HOSTILE0006B"}]}
            """));
    all.add(refund("HOSTILE0001", "REFUND1"));
    all.add(get(REFUNDS + "/REFUND1"));
    all.add(
        post(
            REFUNDS + "/" + known.get("refund") + "/apply-abnormal-refund",
            "{\"out_refund_no\":\"REFUND2\",\"type\":\"MERCHANT_BANK_CARD\"}"));
    all.add(
        get("/v3/bill/tradebill?bill_date=" + known.get("day") + "&bill_type=ALL&tar_type=GZIP"));
    all.add(get("/v3/bill/fundflowbill?bill_date=" + known.get("day") + "&account_type=BASIC"));
    all.add(get("/v3/billdownload/file?token=" + known.get("token")));
    all.add(get("/v3/certificates?algorithm_type=RSA"));
    return all;
  }

  @Override
  public String toString() {
    return method + " " + target.replaceFirst("[?].*", "");
  }
}
