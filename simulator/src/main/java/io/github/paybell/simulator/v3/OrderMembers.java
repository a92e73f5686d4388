package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.NotifyUrl;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Rules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Members that orders of all kinds have. */
final class OrderMembers {
  static final int ORDER_NOTIFY_URL = 255;
  static final int REFUND_NOTIFY_URL = 256;
  static final int OPENID = 128;

  private static final int DESCRIPTION = 127;

  /** As WeChat Pay's own message quotes it; it lets no query and no fragment through. */
  private static final Pattern NOTIFY_URL =
      Pattern.compile(
          "^https?://([^\\s/?#\\[\\]\\@]+\\@)?([^\\s/?#\\@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)$");

  private OrderMembers() {}

  static String description(V3RequestMembers members) {
    return members.text("description", DESCRIPTION);
  }

  /** Text that comes back; may be empty. */
  static @Nullable String attach(V3RequestMembers members, Rules rules) {
    return members.textIf("attach", 0, rules.attachLimit(), rules.attachUnit());
  }

  static @Nullable String notifyUrlIf(V3RequestMembers members, int max, Rules rules) {
    String url = members.textIf("notify_url", 1, max);
    if (url != null) {
      members.requireMatch("notify_url", url, NOTIFY_URL);
      NotifyUrl.Flaw flaw = NotifyUrl.flaw(url, rules.notifyUrlRules());
      if (flaw != null) {
        throw members.wrong("notify_url", flaw.english(), "通知地址不符合要求");
      }
    }
    return url;
  }

  static String notifyUrl(V3RequestMembers members, Rules rules) {
    String url = notifyUrlIf(members, ORDER_NOTIFY_URL, rules);
    if (url == null) {
      throw members.missing("notify_url");
    }
    return url;
  }

  /** Checks an amount's currency, the only one being CNY, which is also what its absence means. */
  static String currency(V3RequestMembers amount) {
    String currency = amount.oneOfIf("currency", "CNY");
    return currency == null ? "CNY" : currency;
  }

  /**
   * Checks where the payer is, and with what.
   *
   * @return the device, or null
   */
  static @Nullable String device(V3RequestMembers members, PlatformTradeType tradeType) {
    V3RequestMembers scene = members.objectIf("scene_info");
    if (scene == null) {
      if (tradeType == PlatformTradeType.MWEB) {
        throw members.missing("scene_info");
      }
      return null;
    }
    String ip = scene.text("payer_client_ip", 45);
    if (tradeType == PlatformTradeType.MWEB && ip.equals("127.0.0.1")) {
      throw scene.wrong(
          "payer_client_ip", "must be the address of the payer, not 127.0.0.1", "用户终端IP不合法");
    }
    V3RequestMembers store = scene.objectIf("store_info");
    if (store != null) {
      store.text("id", 32);
      store.textIf("name", 1, 256);
      store.textIf("area_code", 1, 32);
      store.textIf("address", 1, 512);
    }
    V3RequestMembers h5 = scene.objectIf("h5_info");
    if (h5 != null) {
      h5.text("type", 32);
      h5.textIf("app_name", 1, 64);
      h5.textIf("app_url", 1, 128);
      h5.textIf("bundle_id", 1, 128);
      h5.textIf("package_name", 1, 128);
    } else if (tradeType == PlatformTradeType.MWEB) {
      throw scene.missing("h5_info");
    }
    return scene.textIf("device_id", 1, 32);
  }

  /** Checks what coupons for single items need. */
  static void detail(V3RequestMembers members) {
    V3RequestMembers detail = members.objectIf("detail");
    if (detail == null) {
      return;
    }
    detail.numberIf("cost_price", 0);
    detail.textIf("invoice_id", 1, 32);
    for (V3RequestMembers goods : detail.objects("goods_detail")) {
      goods.text("merchant_goods_id", 32);
      goods.textIf("wechatpay_goods_id", 1, 32);
      goods.textIf("goods_name", 1, 256);
      goods.number("quantity", 1);
      goods.number("unit_price", 0);
    }
  }

  static void settlement(V3RequestMembers members) {
    V3RequestMembers settle = members.objectIf("settle_info");
    if (settle != null) {
      settle.flagIf("profit_sharing");
      settle.numberIf("subsidy_amount", 1);
    }
  }

  /** Real-name payment: encrypted, and not looked into. */
  static void identity(V3RequestMembers payer) {
    payer.skip("identity");
  }

  static V3Failure openidMissing(V3RequestMembers payer, String name) {
    return payer.missing(name).internally(InternalCode.OPENID_MISSING);
  }

  /**
   * All that a repetition must repeat: everything but the times, of which the first ones count, and
   * the address of the payer, whose phone may be in another network by now.
   */
  static String fingerprint(V3RequestMembers body, PlatformTradeType tradeType) {
    ObjectNode same = body.object().deepCopy();
    same.remove("time_start");
    same.remove("time_expire");
    if (same.get("scene_info") instanceof ObjectNode scene) {
      scene.remove("payer_client_ip");
    }
    return "v3 " + tradeType + " " + Json.write(same);
  }
}
