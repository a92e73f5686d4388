package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what unifiedorder asks for, each field with its documented type.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011936530">unifiedorder</a>
 */
final class OrderForm {
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
  private static final Set<String> TRADE_TYPES = Set.of("JSAPI", "NATIVE", "APP", "MWEB");

  private final V2Call call;
  private final V2RequestFields fields;
  private final Rules rules;
  private final Instant now;

  OrderForm(V2Call call, Platform platform) {
    this.call = call;
    this.fields = new V2RequestFields(call, V2RequestFields.Codes.ORDER);
    this.rules = platform.rules();
    this.now = platform.clock().now();
  }

  /**
   * The order.
   *
   * @throws BusinessFailure naming the field that is missing or not as documented
   */
  Terms terms() {
    String body = fields.needed("body", 128);
    String outTradeNo = fields.outTradeNo();
    if (outTradeNo == null) {
      throw fields.missing("缺少参数out_trade_no");
    }
    long total = fields.amount("total_fee");
    fields.needed("spbill_create_ip", 64);
    String notifyUrl = notifyUrl();
    PlatformTradeType tradeType = tradeType();
    requirePayer(tradeType);
    requireScene(tradeType);
    requireLimits();
    return new Terms(
        Api.V2,
        call.signType(),
        tradeType,
        call.mchid(),
        fields.needed("appid", 32),
        call.text("sub_mch_id"),
        call.text("sub_appid"),
        outTradeNo,
        body,
        fields.optional("attach", rules.attachLimit() - 1, rules.attachUnit()),
        total,
        currency(),
        notifyUrl,
        fields.optional("openid", 128),
        fields.optional("sub_openid", 128),
        fields.optional("device_info", 32),
        timeExpire(),
        "1.0".equals(call.text("version")),
        Fingerprint.of(call));
  }

  private String notifyUrl() {
    String url = fields.notifyUrl(rules);
    if (url == null) {
      throw fields.missing("缺少参数notify_url");
    }
    return url;
  }

  private PlatformTradeType tradeType() {
    fields.needed("trade_type", 16);
    String word = fields.oneOf("trade_type", TRADE_TYPES);
    return PlatformTradeType.valueOf(word == null ? "" : word);
  }

  private String currency() {
    String currency = fields.oneOf("fee_type", Set.of("CNY"));
    return currency == null ? "CNY" : currency;
  }

  private void requirePayer(PlatformTradeType tradeType) {
    boolean partner = call.text("sub_mch_id") != null;
    String subOpenid = call.text("sub_openid");
    if (subOpenid != null && (!partner || call.text("sub_appid") == null)) {
      throw fields.missing("传sub_openid时必须传sub_mch_id和sub_appid");
    }
    if (tradeType == PlatformTradeType.JSAPI && call.text("openid") == null && subOpenid == null) {
      throw fields.missing(partner ? "JSAPI支付必须传openid或sub_openid" : "JSAPI支付必须传openid");
    }
  }

  private void requireScene(PlatformTradeType tradeType) {
    String scene = fields.optional("scene_info", 256);
    if (scene == null) {
      if (tradeType == PlatformTradeType.MWEB) {
        throw fields.missing("H5支付必须传scene_info");
      }
    } else if (!isJsonObject(scene)) {
      throw fields.malformed("scene_info参数格式有误：应为JSON");
    }
  }

  private static boolean isJsonObject(String text) {
    try {
      return JsonMapper.shared().readTree(text).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private void requireLimits() {
    fields.optional("detail", 6000);
    fields.optional("goods_tag", 32);
    fields.optional("product_id", 32);
    fields.optional("version", 32);
    fields.optional("user_type", 32);
    fields.optional("user_creid", 32);
    fields.optional("user_truename", 64);
    fields.oneOf("limit_pay", Set.of("no_credit"));
    fields.oneOf("receipt", Set.of("Y", "N"));
    fields.oneOf("profit_sharing", Set.of("Y", "N"));
    fields.time("time_start");
  }

  private @Nullable Instant timeExpire() {
    Instant expire = fields.time("time_expire");
    if (expire != null && expire.isBefore(now.plus(SHORTEST_LIFE))) {
      throw fields.malformed("time_expire时间过短，至少1分钟");
    }
    return expire;
  }
}
