package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** PUT, POST …/retire and DELETE /accounts/{account}, with a second server on the same store. */
class AccountsTest {
  private static final Merchant TEA =
      new Merchant(
          "1900000777",
          LiveShop.MERCHANT.appids(),
          LiveShop.MERCHANT.openid(),
          LiveShop.MERCHANT.appSecret(),
          "v2-key-of-the-tea-merchant-xxxxx",
          "v3-key-of-the-tea-merchant-xxxxx",
          LiveShop.MERCHANT.merchantSerial(),
          LiveShop.MERCHANT.merchantPrivateKey(),
          LiveShop.MERCHANT.merchantPublicKey(),
          LiveShop.MERCHANT.merchantCertificate(),
          LiveShop.MERCHANT.publicKey(),
          LiveShop.MERCHANT.certificates(),
          LiveShop.MERCHANT.callbackKey(),
          List.of(),
          List.of());

  private static final String ACCOUNT =
      JsonMapper.shared()
          .writeValueAsString(
              Map.of(
                  "mchid",
                  TEA.mchid(),
                  "appids",
                  TEA.appids(),
                  "v3",
                  Map.of(
                      "api_v3_key",
                      TEA.apiV3Key(),
                      "merchant_serial",
                      TEA.merchantSerial(),
                      "merchant_private_key",
                      TEA.merchantPrivateKey())));

  @TempDir Path folder;

  @Test
  @DisplayName(
      "a merchant without platform keys is paid as soon as it is put, through the server that was"
          + " not told; retired, it takes no new order, goes on with the old ones and is not"
          + " removed")
  void life() {
    var store = TestStores.POSTGRESQL.create();
    try (var wechat = LiveShop.simulator();
        var two = LiveShop.start(folder, wechat, store);
        var one =
            LiveShop.start(
                folder, wechat, store, Map.of("paybell.notify.base-url", two.notifyUrl()))) {
      wechat.platform().merchants().put(TEA);

      var put = one.call("PUT", "/accounts/tea", ACCOUNT);
      assertThat(put.status()).as(put.toString()).isEqualTo(201);
      assertThat(put.body().get("platform_keys")).hasSize(1);
      assertThat(put.body().get("retired_at").isNull()).isTrue();
      var number = LiveShop.newNumber();
      assertThat(one.place("tea", LiveShop.jsapi(number)).status()).isEqualTo(201);
      wechat.pay(new PlatformOrderKey(TEA.mchid(), number), Paying.PLAIN);
      wechat.settle();
      assertThat(wechat.messenger().messages(number))
          .singleElement()
          .satisfies(message -> assertThat(message.attempts().get(0).status()).isEqualTo(204));
      assertThat(two.order("tea", number).text("trade_state")).isEqualTo("SUCCESS");

      var open = LiveShop.newNumber();
      one.place("tea", LiveShop.jsapi(open));
      var retired = two.call("POST", "/accounts/tea/retire", "");
      assertThat(retired.text("retired_at")).isNotEmpty();
      var late = LiveShop.newNumber();
      assertThat(two.place("tea", LiveShop.jsapi(late)).type()).isEqualTo("account-retired");
      var registered =
          two.call("PUT", "/accounts/tea/orders/" + late, "{\"amount\":{\"total\":1000}}");
      assertThat(registered.status()).isEqualTo(409);
      assertThat(registered.type()).isEqualTo("account-retired");
      var refused = two.call("DELETE", "/accounts/tea", "");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.type()).isEqualTo("account-not-over");
      assertThat(refused.body().get("reasons")).as(refused.toString()).hasSize(2);
      assertThat(two.close("tea", open).text("trade_state")).isEqualTo("CLOSED");
      assertThat(two.call("DELETE", "/accounts/tea", "").body().get("reasons")).hasSize(1);

      assertThat(two.call("POST", "/accounts/v3/retire", "").type())
          .isEqualTo("account-held-by-file");
      assertThat(two.call("DELETE", "/accounts/v3", "").type()).isEqualTo("account-held-by-file");
      assertThat(two.call("POST", "/accounts/nobody/retire", "").status()).isEqualTo(404);
      assertThat(two.call("DELETE", "/accounts/nobody", "").status()).isEqualTo(404);
    }
  }
}
