package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.protocol.v2.V2AnswerFields;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2PaySign;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * unifiedorder in words: what a placement asks for, and what its answer gives the payer's side.
 * Nothing in a request depends on when it is made: WeChat Pay refuses a known out_trade_no with
 * other data, so {@code time_start} is left out. Thread-safe.
 */
final class V2Orders {
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

  /** WeChat Pay wants an address; where the payer's does not matter, this stands for "none". */
  private static final String NO_ADDRESS = "127.0.0.1";

  private final Clock clock;

  V2Orders(Clock clock) {
    this.clock = clock;
  }

  V2Request request(Account account, Placement placement) {
    return new V2Request(account, placement.appid(), placement.subMchid())
        .with("body", placement.description())
        .with("attach", placement.attach())
        .with("out_trade_no", placement.outTradeNo())
        .with("fee_type", placement.currency())
        .with("total_fee", Long.toString(placement.total()))
        .with(
            "spbill_create_ip",
            placement.payerClientIp() == null ? NO_ADDRESS : placement.payerClientIp())
        .with("time_expire", compact(placement.expiresAt()))
        .with("notify_url", placement.notifyUrl())
        .with("trade_type", placement.tradeType().name())
        // Older pages require it of NATIVE; the order's own number is as good as any.
        .with("product_id", only(TradeType.NATIVE, placement, placement.outTradeNo()))
        .with("openid", only(TradeType.JSAPI, placement, placement.openid()))
        .with("scene_info", placement.tradeType() == TradeType.MWEB ? scene(placement) : null);
  }

  /**
   * What the payer's side needs.
   *
   * @throws IllegalArgumentException naming the field that is missing, or that is about another
   *     order
   */
  Placed placed(Account account, Placement placement, V2AnswerFields fields) {
    require(placement.appid(), fields.text("appid"), "appid");
    require(placement.tradeType().name(), fields.text("trade_type"), "trade_type");
    String prepayId = fields.neededText("prepay_id");
    TradeType tradeType = placement.tradeType();
    return new Placed(
        prepayId,
        tradeType == TradeType.NATIVE ? fields.neededText("code_url") : null,
        tradeType == TradeType.MWEB ? fields.neededText("mweb_url") : null,
        payParams(account, placement, prepayId));
  }

  private Map<String, String> payParams(Account account, Placement placement, String prepayId) {
    V2Key key = account.v2Keys().get(0);
    Instant now = clock.instant();
    return switch (placement.tradeType()) {
      case JSAPI ->
          V2PaySign.jsapi(
              placement.appid(), now, V2Request.nonce(), prepayId, V2Request.SIGN_TYPE, key);
      case APP ->
          V2PaySign.app(
              placement.appid(),
              account.mchid(),
              prepayId,
              V2Request.nonce(),
              now,
              V2Request.SIGN_TYPE,
              key);
      case NATIVE, MWEB -> Map.of();
    };
  }

  /** The page that leads to H5 payment; the shop's own is not told, its host is. */
  private static String scene(Placement placement) {
    URI url = URI.create(placement.notifyUrl());
    return "{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\""
        + url.getScheme()
        + "://"
        + url.getHost()
        + "\",\"wap_name\":\""
        + url.getHost()
        + "\"}}";
  }

  private static @Nullable String only(
      TradeType tradeType, Placement placement, @Nullable String value) {
    return placement.tradeType() == tradeType ? value : null;
  }

  private static @Nullable String compact(@Nullable Instant time) {
    return time == null ? null : COMPACT.format(time);
  }

  private static void require(String asked, @Nullable String told, String name) {
    if (told != null && !told.equals(asked)) {
      throw new IllegalArgumentException("the answer is about another " + name);
    }
  }
}
