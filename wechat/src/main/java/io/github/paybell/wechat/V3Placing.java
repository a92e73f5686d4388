package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.MerchantKey;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.protocol.v3.V3ClientPay;
import io.github.paybell.protocol.v3.V3Signer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders as v3 takes them (下单). Not by the SDK's eight request classes, which differ by their
 * package only: one body in WeChat Pay's words, sent through the SDK's client. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012525171">JSAPI order</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012759974">JSAPI order of a partner</a>
 */
final class V3Placing {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final Clock clock;

  V3Placing(Clock clock) {
    this.clock = clock;
  }

  Placed place(V3Client client, Account account, MerchantKey key, Placement placement) {
    V3Members answer = client.post(path(placement), body(account, placement));
    return switch (placement.tradeType()) {
      case JSAPI -> prepaid(answer.text("prepay_id"), id -> jsapi(key, placement, id));
      case APP -> prepaid(answer.text("prepay_id"), id -> app(account, key, placement, id));
      case NATIVE -> new Placed(null, answer.text("code_url"), null, Map.of());
      case MWEB -> new Placed(null, null, answer.text("h5_url"), Map.of());
    };
  }

  private static Placed prepaid(String prepayId, Function<String, Map<String, String>> payParams) {
    return new Placed(prepayId, null, null, payParams.apply(prepayId));
  }

  private static String path(Placement placement) {
    String type =
        switch (placement.tradeType()) {
          case JSAPI -> "jsapi";
          case NATIVE -> "native";
          case APP -> "app";
          case MWEB -> "h5";
        };
    return placement.subMchid() == null
        ? "/v3/pay/transactions/" + type
        : "/v3/pay/partner/transactions/" + type;
  }

  private static Map<String, Object> body(Account account, Placement placement) {
    Map<String, Object> body = new LinkedHashMap<>();
    boolean partner = placement.subMchid() != null;
    body.put(partner ? "sp_appid" : "appid", placement.appid());
    body.put(partner ? "sp_mchid" : "mchid", account.mchid());
    putIf(body, "sub_mchid", placement.subMchid());
    body.put("description", placement.description());
    body.put("out_trade_no", placement.outTradeNo());
    putIf(body, "time_expire", time(placement.expiresAt()));
    putIf(body, "attach", placement.attach());
    body.put("notify_url", placement.notifyUrl());
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("total", placement.total());
    amount.put("currency", placement.currency());
    body.put("amount", amount);
    String openid = placement.openid();
    if (placement.tradeType() == TradeType.JSAPI && openid != null) {
      body.put("payer", Map.of(partner ? "sp_openid" : "openid", openid));
    }
    String ip = placement.payerClientIp();
    if (placement.tradeType() == TradeType.MWEB && ip != null) {
      // What it says of the page is not checked against anything; Wap is every mobile page.
      Map<String, Object> scene = new LinkedHashMap<>();
      scene.put("payer_client_ip", ip);
      scene.put("h5_info", Map.of("type", "Wap"));
      body.put("scene_info", scene);
    }
    return body;
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            at.truncatedTo(ChronoUnit.SECONDS).atOffset(BEIJING));
  }

  private static void putIf(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      body.put(name, value);
    }
  }

  private Map<String, String> jsapi(MerchantKey key, Placement placement, String prepayId) {
    V3ClientPay.Jsapi signed =
        V3ClientPay.jsapi(
            signer(key), placement.appid(), prepayId, clock.instant(), V3Credential.nonce());
    Map<String, String> params = new LinkedHashMap<>();
    params.put("appId", signed.appId());
    params.put("timeStamp", signed.timeStamp());
    params.put("nonceStr", signed.nonceStr());
    params.put("package", signed.packageValue());
    params.put("signType", signed.signType());
    params.put("paySign", signed.paySign());
    return params;
  }

  private Map<String, String> app(
      Account account, MerchantKey key, Placement placement, String prepayId) {
    V3ClientPay.App signed =
        V3ClientPay.app(
            signer(key),
            placement.appid(),
            account.mchid(),
            prepayId,
            clock.instant(),
            V3Credential.nonce());
    Map<String, String> params = new LinkedHashMap<>();
    params.put("appid", signed.appId());
    params.put("partnerid", signed.partnerId());
    params.put("prepayid", signed.prepayId());
    params.put("package", signed.packageValue());
    params.put("noncestr", signed.nonceStr());
    params.put("timestamp", signed.timeStamp());
    params.put("sign", signed.sign());
    return params;
  }

  static V3Signer signer(MerchantKey key) {
    return V3Signer.of(key.key(), key.serial());
  }
}
