package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.KeyRing;
import io.github.paybell.engine.account.MerchantKey;
import io.github.paybell.engine.account.TestMerchantKeys;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.net.URI;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A merchant with its account here and a platform to call. */
final class TestShop implements AutoCloseable {
  static final String ORDER = "ORDER0001";
  static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  static final String APPID = "wx8888888888888888";
  static final String SUB_MCHID = "1900000110";
  static final String NOTIFY_URL = "http://127.0.0.1:1/notify/token";

  /** The one whose keys are published. */
  static final Merchant MERCHANT = new Merchants().require(Merchants.DEFAULT);

  static final PlatformSigningKey CERTIFICATE = new Merchants().certificate();
  static final PlatformSigningKey NEXT_CERTIFICATE = new Merchants().nextCertificate();

  /** Which platform keys the account holds. */
  enum KeyMode {
    CERTIFICATE(TestShop.CERTIFICATE),
    PUBLIC_KEY(MERCHANT.publicKey());

    private final PlatformSigningKey key;

    KeyMode(PlatformSigningKey key) {
      this.key = key;
    }
  }

  final Simulator wechat;

  TestShop() {
    this(SimulatorOptions.forTests());
  }

  TestShop(SimulatorOptions options) {
    wechat = Simulator.start(options);
  }

  URI url() {
    return URI.create(wechat.url());
  }

  /** Pays as the user would. */
  String pay(String outTradeNo) {
    return wechat.pay(outTradeNo).paid().transactionId();
  }

  PlatformOrderKey key(String outTradeNo) {
    return new PlatformOrderKey(MERCHANT.mchid(), outTradeNo);
  }

  @Override
  public void close() {
    wechat.close();
  }

  static Account account(KeyMode mode) {
    return account(mode.key);
  }

  static Account account(PlatformSigningKey... platformKeys) {
    return account(merchantKey(), ring(MERCHANT.apiV3Key(), platformKeys));
  }

  static Account account(@Nullable MerchantKey merchantKey, @Nullable KeyRing ring) {
    return new Account(
        "shop",
        MERCHANT.mchid(),
        Set.of(),
        Set.of(),
        "token-of-16-chars",
        List.of(MERCHANT.v2()),
        ring,
        merchantKey,
        null,
        null,
        null,
        false);
  }

  static MerchantKey merchantKey() {
    return TestMerchantKeys.of(
        MERCHANT.merchantSerial(), V3Pem.privateKey(MERCHANT.merchantPrivateKey()));
  }

  static KeyRing ring(String apiV3Key, PlatformSigningKey... platformKeys) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (PlatformSigningKey key : platformKeys) {
      keys.put(key.serial(), key.publicKey());
    }
    return new KeyRing(keys, List.of(ApiV3Key.of(apiV3Key)));
  }

  static Placement placement(TradeType tradeType) {
    return placement(tradeType, ORDER, null);
  }

  static Placement placement(TradeType tradeType, String outTradeNo, @Nullable String subMchid) {
    return new Placement(
        Api.V3,
        tradeType,
        outTradeNo,
        "明前龙井 50g",
        1000,
        "CNY",
        NOTIFY_URL,
        APPID,
        subMchid,
        tradeType == TradeType.JSAPI ? OPENID : null,
        tradeType == TradeType.MWEB ? "203.0.113.7" : null,
        "桌号=7&备注=<不要糖>",
        null);
  }

  static RefundOrder refund(String transactionId, long refund, @Nullable String subMchid) {
    return new RefundOrder(ORDER, transactionId, "REFUND@1", refund, 1000, "CNY", subMchid, "少发一份");
  }
}
