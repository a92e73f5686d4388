package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.Dispute;
import io.github.paybell.spring.Goods;
import io.github.paybell.spring.PaymentDetails;
import io.github.paybell.spring.Promotion;
import io.github.paybell.spring.TradeState;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What a payment says besides, out of an event's data. */
final class DetailsMapper {
  private DetailsMapper() {}

  static PaymentDetails details(EventData data, boolean truncated) {
    var payer = data.object("payer");
    return new PaymentDetails(
        payer == null
            ? null
            : new PaymentDetails.Payer(payer.text("openid"), payer.text("sub_openid")),
        data.text("appid"),
        data.text("mchid"),
        data.text("sub_mchid"),
        data.text("trade_type"),
        data.text("bank_type"),
        data.text("amount.payer_currency"),
        data.number("settlement_total"),
        data.objects("promotion_detail").stream().map(DetailsMapper::promotion).toList(),
        truncated);
  }

  private static Promotion promotion(EventData data) {
    return new Promotion(
        data.text("coupon_id"),
        data.text("name"),
        data.text("scope"),
        data.text("type"),
        data.number("amount"),
        data.text("stock_id"),
        data.number("wechatpay_contribute"),
        data.number("merchant_contribute"),
        data.number("other_contribute"),
        data.text("currency"),
        data.objects("goods_detail").stream().map(DetailsMapper::goods).toList());
  }

  private static Goods goods(EventData data) {
    return new Goods(
        data.text("goods_id"),
        data.number("quantity"),
        data.number("unit_price"),
        data.number("discount_amount"),
        data.text("goods_remark"));
  }

  /**
   * @return null: the event is none of a dispute
   */
  static @Nullable Dispute dispute(EventData data, boolean truncated) {
    var expected = data.object("expected");
    var came = data.object("came");
    return expected == null || came == null
        ? null
        : new Dispute(expected(expected), came(came, truncated));
  }

  private static Dispute.Expected expected(EventData data) {
    var total = data.number("amount.total");
    var currency = data.text("amount.currency");
    return new Dispute.Expected(
        total == null ? 0 : total,
        currency == null ? "CNY" : currency,
        data.text("transaction_id"),
        data.text("appid"),
        data.text("mchid"),
        data.text("sub_mchid"));
  }

  private static Dispute.Came came(EventData data, boolean truncated) {
    return new Dispute.Came(
        data.text("transaction_id"),
        TradeState.valueOf(data.must("trade_state")),
        data.number("amount.total"),
        data.text("amount.currency"),
        data.number("amount.payer_total"),
        time(data.text("success_time")),
        data.text("attach"),
        details(data, truncated));
  }

  /** Whatever WeChat Pay wrote for a time stops no listener: what is not to be read is null. */
  static @Nullable OffsetDateTime time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
