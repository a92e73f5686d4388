package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;

/** Whether the sender may speak for the appid and the sub-merchant that it names. */
final class SenderCheck {
  private SenderCheck() {}

  /**
   * Requires the fields that every request has.
   *
   * @throws BusinessFailure if one is missing, too long, or not the merchant's
   */
  static void require(V2Call call, Merchants merchants) {
    V2RequestFields fields = new V2RequestFields(call, V2RequestFields.Codes.ORDER);
    String appid = fields.needed("appid", 32);
    fields.needed("nonce_str", 32);
    Merchant merchant = call.merchant();
    if (!merchant.appids().contains(appid)) {
      boolean known = merchants.all().stream().anyMatch(it -> it.appids().contains(appid));
      throw known
          ? new BusinessFailure("APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配")
          : new BusinessFailure("APPID_NOT_EXIST", "appid不存在");
    }
    fields.optional("sub_appid", 32);
    String subMchId = fields.optional("sub_mch_id", 32);
    if (subMchId != null
        && !merchant.subMchids().isEmpty()
        && !merchant.subMchids().contains(subMchId)) {
      throw new BusinessFailure("MCHID_NOT_EXIST", "商户号mch_id或sub_mch_id不存在");
    }
  }
}
