package io.github.paybell.simulator.clients;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shop sells in these tests: tea for 88.00 yuan, with text that is easily damaged. */
final class Sale {
  static final long TOTAL = 8800;
  static final String DESCRIPTION = "明前龙井 50g";
  static final String ATTACH = "桌号=7&备注=<不要糖>";
  static final String SUB_MCHID = "1900000110";

  static final Coupon CASH =
      new Coupon(Coupon.Type.CASH, "16000000000000000001", "新人立减", "9300001", 300);
  static final Coupon NO_CASH =
      new Coupon(Coupon.Type.NO_CASH, "16000000000000000002", "店铺满减", "9300002", 500);

  private Sale() {}

  static Terms v2(Merchant merchant, SignType signType, String outTradeNo, String notifyUrl) {
    return terms(Api.V2, signType, merchant, null, outTradeNo, notifyUrl);
  }

  static Terms v3(Merchant merchant, String outTradeNo, String notifyUrl) {
    return terms(Api.V3, null, merchant, null, outTradeNo, notifyUrl);
  }

  /** The same, sold by a sub-merchant of {@code merchant}. */
  static Terms partner(Merchant merchant, Api api, String outTradeNo, String notifyUrl) {
    SignType signType = api == Api.V2 ? SignType.MD5 : null;
    return terms(api, signType, merchant, SUB_MCHID, outTradeNo, notifyUrl);
  }

  /** Two of them, paid together. */
  static Combination combined(Merchant merchant, String outTradeNo, String notifyUrl) {
    return new Combination(
        merchant.mchid(),
        merchant.appid(),
        outTradeNo,
        PlatformTradeType.JSAPI,
        merchant.openid(),
        null,
        notifyUrl,
        null,
        List.of(
            v3(merchant, outTradeNo + "-1", notifyUrl), v3(merchant, outTradeNo + "-2", notifyUrl)),
        "combined");
  }

  static RefundTerms refund(Api api, PlatformOrderKey order, String notifyUrl) {
    return new RefundTerms(
        api, order, order.outTradeNo() + "-R", 1100, TOTAL, "少发一份", notifyUrl, "refund");
  }

  private static Terms terms(
      Api api,
      @Nullable SignType signType,
      Merchant merchant,
      @Nullable String subMchid,
      String outTradeNo,
      String notifyUrl) {
    return new Terms(
        api,
        signType,
        PlatformTradeType.JSAPI,
        merchant.mchid(),
        merchant.appid(),
        subMchid,
        null,
        outTradeNo,
        DESCRIPTION,
        ATTACH,
        TOTAL,
        "CNY",
        notifyUrl,
        merchant.openid(),
        null,
        null,
        null,
        false,
        "terms");
  }
}
