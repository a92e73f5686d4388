package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.Goods;
import io.github.paybell.spring.Promotion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every form of {@code promotion_detail} that the documents of API v3 show. */
enum PromotionShape {
  ABSENT(null),
  EMPTY("[]"),
  PREFUNDED_BY_WECHAT_PAY(coupon("CASH", "CNY", 100, 0, 0), told("CASH", "CNY", 100, 0, 0)),
  PREFUNDED_BY_THE_MERCHANT(coupon("CASH", "CNY", 0, 100, 0), told("CASH", "CNY", 0, 100, 0)),
  PREFUNDED_BY_ANOTHER(coupon("CASH", "CNY", 0, 0, 100), told("CASH", "CNY", 0, 0, 100)),
  UNFUNDED(coupon("NOCASH", "CNY", 0, 100, 0), told("NOCASH", "CNY", 0, 100, 0)),
  BORNE_BY_THREE(coupon("NOCASH", "CNY", 20, 30, 50), told("NOCASH", "CNY", 20, 30, 50)),
  FOREIGN_CURRENCY(coupon("NOCASH", "HKD", 0, 100, 0), told("NOCASH", "HKD", 0, 100, 0)),
  PREFUNDED_FOR_GOODS(
      """
      [{"coupon_id":"S1","scope":"SINGLE","type":"CASH","amount":100,"goods_detail":[\
      {"goods_id":"M1006","quantity":2,"unit_price":1000,"discount_amount":50,\
      "goods_remark":"绿茶"}]}]\
      """,
      single("S1", "CASH", tea())),
  UNFUNDED_FOR_GOODS_TOLD_IN_PART(
      """
      [{"coupon_id":"S2","scope":"SINGLE","type":"NOCASH","amount":100,"goods_detail":[\
      {"goods_id":"M1006","quantity":2,"unit_price":1000,"discount_amount":50,\
      "goods_remark":"绿茶"},{"goods_id":"M1007"}]}]\
      """,
      single("S2", "NOCASH", tea(), cup())),
  NO_GOODS_TOLD(
      """
      [{"coupon_id":"S3","scope":"SINGLE","type":"CASH","amount":100,"goods_detail":[]}]\
      """,
      single("S3", "CASH")),
  NOBODY_TOLD_WHO_BEARS_IT(
      """
      [{"coupon_id":"S4","scope":"SINGLE","type":"NOCASH","amount":100}]\
      """,
      single("S4", "NOCASH")),
  NO_TYPE(
      """
      [{"coupon_id":"S5","scope":"SINGLE","amount":100}]\
      """,
      single("S5", null)),
  SEVERAL_OF_EVERY_KIND(
      """
      [{"coupon_id":"S6","scope":"SINGLE","type":"NOCASH","amount":100,"goods_detail":[\
      {"goods_id":"M1007"}]},{"coupon_id":"109519","name":"满减券","scope":"GLOBAL","type":"CASH",\
      "amount":100,"stock_id":"931386","wechatpay_contribute":10,"merchant_contribute":20,\
      "other_contribute":70,"currency":"CNY"},{"coupon_id":"S7","scope":"SINGLE","type":"CASH",\
      "amount":100}]\
      """,
      single("S6", "NOCASH", cup()),
      told("CASH", "CNY", 10, 20, 70),
      single("S7", "CASH"));

  private final @Nullable String text;
  private final List<Promotion> told;

  PromotionShape(@Nullable String text, Promotion... told) {
    this.text = text;
    this.told = List.of(told);
  }

  String currency() {
    return this == FOREIGN_CURRENCY ? "HKD" : "CNY";
  }

  /** As a v3 message carries it; null: it has no such member. */
  @Nullable String v3() {
    return text;
  }

  /** The same in the names and words of v2, whose documents do not know a coupon's currency. */
  @Nullable String v2() {
    return text == null
        ? null
        : text.replace("\"coupon_id\"", "\"promotion_id\"")
            .replace("\"stock_id\"", "\"activity_id\"")
            .replace("\"wechatpay_contribute\"", "\"wxpay_contribute\"")
            .replace("\"unit_price\"", "\"price\"")
            .replace("\"CASH\"", "\"COUPON\"")
            .replace("\"NOCASH\"", "\"DISCOUNT\"")
            .replaceAll(",\"currency\":\"[A-Z]{3}\"", "");
  }

  /** What a shop has to get. */
  List<Promotion> told() {
    return told;
  }

  List<Promotion> toldWithoutCurrency() {
    return told.stream()
        .map(
            it ->
                new Promotion(
                    it.couponId(),
                    it.name(),
                    it.scope(),
                    it.type(),
                    it.amount(),
                    it.stockId(),
                    it.wechatpayContribute(),
                    it.merchantContribute(),
                    it.otherContribute(),
                    null,
                    it.goodsDetail()))
        .toList();
  }

  private static String coupon(
      String type, String currency, long wechatpay, long merchant, long other) {
    return """
    [{"coupon_id":"109519","name":"满减券","scope":"GLOBAL","type":"%s","amount":100,\
    "stock_id":"931386","wechatpay_contribute":%d,"merchant_contribute":%d,\
    "other_contribute":%d,"currency":"%s"}]\
    """
        .formatted(type, wechatpay, merchant, other, currency);
  }

  private static Promotion told(
      String type, String currency, long wechatpay, long merchant, long other) {
    return new Promotion(
        "109519", "满减券", "GLOBAL", type, 100L, "931386", wechatpay, merchant, other, currency,
        List.of());
  }

  private static Goods tea() {
    return new Goods("M1006", 2L, 1000L, 50L, "绿茶");
  }

  private static Goods cup() {
    return new Goods("M1007", null, null, null, null);
  }

  private static Promotion single(String id, @Nullable String type, Goods... goods) {
    return new Promotion(
        id, null, "SINGLE", type, 100L, null, null, null, null, null, List.of(goods));
  }
}
