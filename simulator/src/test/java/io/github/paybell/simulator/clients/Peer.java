package io.github.paybell.simulator.clients;

import com.github.binarywang.wxpay.service.WxPayService;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.service.payments.model.Transaction;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Terms;

/** A client in one set-up, as the receiver of one kind of notification. */
enum Peer {
  /** wechatpay-java, certificates downloaded while two were listed. */
  OFFICIAL_CERTIFICATES(Api.V3, Shops.ROTATING, false) {
    @Override
    Receiver.Parser parser(String url) {
      return official(new WechatpayJava(url, shop()).certificates());
    }
  },
  /** wechatpay-java, public key. */
  OFFICIAL_PUBLIC_KEY(Api.V3, Shops.PUBLIC_KEY, false) {
    @Override
    Receiver.Parser parser(String url) {
      return official(new WechatpayJava(url, shop()).publicKeyOfNotifications());
    }
  },
  /** wechatpay-java, both at once. */
  OFFICIAL_BOTH(Api.V3, Shops.SWITCHING, false) {
    @Override
    Receiver.Parser parser(String url) {
      return official(new WechatpayJava(url, shop()).bothKeys());
    }
  },
  /** WxJava, certificates downloaded while two were listed. */
  WXJAVA_CERTIFICATES(Api.V3, Shops.ROTATING, false) {
    @Override
    Receiver.Parser parser(String url) {
      return wxJava(WxJava.service(WxJava.certificates(url, shop())));
    }
  },
  /** WxJava, public key. */
  WXJAVA_PUBLIC_KEY(Api.V3, Shops.PUBLIC_KEY, false) {
    @Override
    Receiver.Parser parser(String url) {
      return wxJava(WxJava.service(WxJava.publicKey(url, shop())));
    }
  },
  /** WxJava, v2 with MD5. */
  WXJAVA_V2(Api.V2, Shops.CERTIFICATE, false) {
    @Override
    Receiver.Parser parser(String url) {
      var client = WxJava.service(WxJava.v2(url, shop()));
      return it -> client.parseOrderNotifyResult(it.text());
    }
  },
  /** WxJava, v2 with HMAC-SHA256, which a shop has to ask for. */
  WXJAVA_V2_HMAC(Api.V2, Shops.CERTIFICATE, false) {
    @Override
    Receiver.Parser parser(String url) {
      var client = WxJava.service(WxJava.v2(url, shop()));
      return it -> client.parseOrderNotifyResult(it.text(), "HMAC-SHA256");
    }

    @Override
    SignType signType() {
      return SignType.HMAC_SHA256;
    }
  },
  /** WxJava, refunds of v2, which are encrypted and not signed. */
  WXJAVA_V2_REFUND(Api.V2, Shops.CERTIFICATE, true) {
    @Override
    Receiver.Parser parser(String url) {
      var client = WxJava.service(WxJava.v2(url, shop()));
      return it -> client.parseRefundNotifyResult(it.text());
    }
  };

  private final Api api;
  private final Merchant shop;
  private final boolean ofRefunds;

  Peer(Api api, Merchant shop, boolean ofRefunds) {
    this.api = api;
    this.shop = shop;
    this.ofRefunds = ofRefunds;
  }

  Api api() {
    return api;
  }

  Merchant shop() {
    return shop;
  }

  /** Whether it is told of refunds; else of payments. */
  boolean isOfRefunds() {
    return ofRefunds;
  }

  SignType signType() {
    return SignType.MD5;
  }

  /** An order whose notification this client can take. */
  Terms terms(String outTradeNo, Receiver receiver) {
    return api == Api.V2
        ? Sale.v2(shop, signType(), outTradeNo, receiver.v2())
        : Sale.v3(shop, outTradeNo, receiver.v3());
  }

  /** The client, set up against the simulator at this address. */
  abstract Receiver.Parser parser(String url);

  private static Receiver.Parser official(NotificationConfig config) {
    return WechatpayJava.parser(config, Transaction.class);
  }

  private static Receiver.Parser wxJava(WxPayService client) {
    return it -> client.parseOrderNotifyV3Result(it.text(), WxJava.headers(it));
  }
}
