package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.WechatPay.Done;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders asked about and closed (查单, 关单). Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013070356">query</a>
 */
final class V3Orders {
  private final Clock clock;

  V3Orders(Clock clock) {
    this.clock = clock;
  }

  Evidence query(V3Client client, Account account, String outTradeNo, @Nullable String subMchid) {
    String asker =
        subMchid == null
            ? "?mchid=" + encoded(account.mchid())
            : "?sp_mchid=" + encoded(account.mchid()) + "&sub_mchid=" + encoded(subMchid);
    return evidence(client.get(path(outTradeNo, subMchid) + asker), account, outTradeNo, subMchid);
  }

  /** What the answer says. */
  Evidence evidence(
      V3Members order, Account account, String outTradeNo, @Nullable String subMchid) {
    boolean partner = subMchid != null;
    // A proved answer to another question, mixed up on its way, is no answer to this one.
    same(order, "out_trade_no", outTradeNo);
    same(order, partner ? "sp_mchid" : "mchid", account.mchid());
    if (subMchid != null) {
      same(order, "sub_mchid", subMchid);
    }
    TradeState state = state(order.text("trade_state"));
    // Only who says that it was paid must say how much.
    V3Members amount = state.paid() ? order.object("amount") : order.objectIf("amount");
    return Evidence.about(
            new OrderKey(account.name(), outTradeNo), Ids.at(clock.millis()), Source.QUERY)
        .mchid(account.mchid())
        .appid(order.textIf(partner ? "sp_appid" : "appid"))
        .subMchid(subMchid)
        .transactionId(order.textIf("transaction_id"))
        .total(amount == null ? null : amount.numberIf("total"))
        .currency(amount == null ? null : amount.textIf("currency"))
        .payerTotal(amount == null ? null : amount.numberIf("payer_total"))
        .payerCurrency(amount == null ? null : amount.textIf("payer_currency"))
        .successTime(order.textIf("success_time"))
        .attach(order.textIf("attach"))
        .payment(state, state.paid() ? V3Details.of(order) : PaymentDetails.NONE);
  }

  Done close(V3Client client, Account account, String outTradeNo, @Nullable String subMchid) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(subMchid == null ? "mchid" : "sp_mchid", account.mchid());
    if (subMchid != null) {
      body.put("sub_mchid", subMchid);
    }
    client.tell(path(outTradeNo, subMchid) + "/close", body);
    return Done.DONE;
  }

  /**
   * @throws V3UnreadableException if the answer is about something else
   */
  static void same(V3Members answer, String name, String asked) {
    if (!answer.text(name).equals(asked)) {
      throw new V3UnreadableException("the answer is about another " + name);
    }
  }

  private static String path(String outTradeNo, @Nullable String subMchid) {
    return (subMchid == null
            ? "/v3/pay/transactions/out-trade-no/"
            : "/v3/pay/partner/transactions/out-trade-no/")
        + encoded(outTradeNo);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** {@code ACCEPT} and whatever WeChat Pay adds is under way, as far as is known here. */
  static TradeState state(String tradeState) {
    for (TradeState state : TradeState.values()) {
      if (state.name().equals(tradeState)) {
        return state;
      }
    }
    return TradeState.USERPAYING;
  }
}
