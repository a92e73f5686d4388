package io.github.paybell.engine.calls;

import io.github.paybell.engine.calls.Placement.Api;
import java.util.Locale;
import java.util.Set;

/**
 * The codes after which WeChat Pay does not have a refund, and the same request again is refused
 * again: the request itself is wrong, or the payment cannot be given back. Every other refusal may
 * pass when something else is mended: keys, rights, money in the account.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791883">codes of refunds, v3</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011984092">codes of refunds, v2</a>
 */
final class RefundCodes {
  /** 400 and 404: a member is wrong, or there is no such payment or merchant. */
  private static final Set<String> V3 =
      Set.of("PARAMERROR", "INVALIDREQUEST", "RESOURCENOTEXISTS", "MCHNOTEXISTS");

  /**
   * A member is wrong, there is no such payment, it is older than a year, or its payer closed the
   * account.
   */
  private static final Set<String> V2 =
      Set.of(
          "PARAMERROR",
          "INVALIDTRANSACTIONID",
          "ORDERNOTEXIST",
          "TRADEOVERDUE",
          "USERACCOUNTABNORMAL");

  private RefundCodes() {}

  /**
   * @param api by which the refund was asked for
   * @param code in either spelling, with underscores or without
   */
  static boolean areFinal(Api api, String code) {
    return (api == Api.V3 ? V3 : V2).contains(code.replace("_", "").toUpperCase(Locale.ROOT));
  }
}
