package io.github.paybell.simulator.v3;

import java.util.Map;

/** What WeChat Pay's messages call the members of requests. */
final class FieldNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("appid", "公众账号ID"),
          Map.entry("mchid", "商户号"),
          Map.entry("sp_appid", "服务商应用ID"),
          Map.entry("sp_mchid", "服务商户号"),
          Map.entry("sub_appid", "子商户应用ID"),
          Map.entry("sub_mchid", "子商户号"),
          Map.entry("description", "商品描述"),
          Map.entry("out_trade_no", "商户订单号"),
          Map.entry("transaction_id", "微信支付订单号"),
          Map.entry("time_start", "交易起始时间"),
          Map.entry("time_expire", "交易结束时间"),
          Map.entry("attach", "附加数据"),
          Map.entry("notify_url", "通知地址"),
          Map.entry("goods_tag", "订单优惠标记"),
          Map.entry("support_fapiao", "电子发票入口开放标识"),
          Map.entry("amount", "订单金额"),
          Map.entry("total", "总金额"),
          Map.entry("total_amount", "标价金额"),
          Map.entry("currency", "货币类型"),
          Map.entry("payer", "支付者"),
          Map.entry("openid", "用户标识"),
          Map.entry("sp_openid", "用户服务标识"),
          Map.entry("sub_openid", "用户子标识"),
          Map.entry("detail", "优惠功能"),
          Map.entry("goods_detail", "单品列表"),
          Map.entry("scene_info", "场景信息"),
          Map.entry("payer_client_ip", "用户终端IP"),
          Map.entry("device_id", "商户端设备号"),
          Map.entry("store_info", "商户门店信息"),
          Map.entry("h5_info", "H5场景信息"),
          Map.entry("type", "类型"),
          Map.entry("settle_info", "结算信息"),
          Map.entry("profit_sharing", "是否指定分账"),
          Map.entry("combine_appid", "合单商户appid"),
          Map.entry("combine_mchid", "合单商户号"),
          Map.entry("combine_out_trade_no", "合单商户订单号"),
          Map.entry("combine_payer_info", "支付者"),
          Map.entry("sub_orders", "子单信息"),
          Map.entry("out_refund_no", "商户退款单号"),
          Map.entry("refund", "退款金额"),
          Map.entry("from", "退款出资账户及金额"),
          Map.entry("reason", "退款原因"),
          Map.entry("funds_account", "退款资金来源"),
          Map.entry("bank_type", "开户银行"),
          Map.entry("bank_account", "收款银行卡号"),
          Map.entry("real_name", "收款用户姓名"),
          Map.entry("bill_date", "账单日期"),
          Map.entry("bill_type", "账单类型"),
          Map.entry("account_type", "资金账户类型"),
          Map.entry("tar_type", "压缩类型"),
          Map.entry("token", "下载令牌"),
          Map.entry("algorithm_type", "算法类型"));

  private FieldNames() {}

  static String of(String member) {
    return NAMES.getOrDefault(member, member);
  }
}
