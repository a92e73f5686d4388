package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaySignatureTest {
  private static final String KEY = "qazwsxedcrfvtgbyhnujmikolp111111";
  private static final String APPID = "wx619a931576afe069";

  @ParameterizedTest
  @CsvSource({
    "MD5, 1F2E9533D7D483FBCDBD0B9BCA76F97D",
    "HMAC_SHA256, 4A04CF5B979A4920409A9DEF2322C33C96DE8E9A96830E648719C60EF991700E"
  })
  @DisplayName("The published paySign of v2 signs its parameters, and no others")
  void publishedVectors(SignType signType, String paySign) {
    PaySignature signature = new DigestPaySignature(signType, merchant(), false);
    assertThat(signature.signs(call("1774495197", paySign), APPID)).isTrue();
    assertThat(signature.signs(call("1774495198", paySign), APPID)).isFalse();
    assertThat(signature.text(call("1774495197", paySign), APPID))
        .isEqualTo(
            "appId=wx619a931576afe069&nonceStr=RIPb5Upk3ku7knU6"
                + "&package=prepay_id=wx2611334392677180ea59742b3744840000&signType="
                + signType.wireName()
                + "&timeStamp=1774495197&key="
                + KEY);
  }

  private static PayCall call(String timeStamp, String paySign) {
    return new PayCall(
        PayCall.Via.BRIDGE,
        "http://shop.example/pay/",
        Map.of(
            "timeStamp",
            timeStamp,
            "nonceStr",
            "RIPb5Upk3ku7knU6",
            "package",
            "prepay_id=wx2611334392677180ea59742b3744840000",
            "paySign",
            paySign),
        Set.of());
  }

  private static Merchant merchant() {
    Merchant it = new Merchants().require(Merchants.DEFAULT);
    return new Merchant(
        it.mchid(),
        it.appids(),
        it.openid(),
        it.appSecret(),
        KEY,
        it.apiV3Key(),
        it.merchantSerial(),
        it.merchantPrivateKey(),
        it.merchantPublicKey(),
        it.merchantCertificate(),
        it.publicKey(),
        it.certificates(),
        it.callbackKey(),
        it.subMchids(),
        it.payDirectories());
  }
}
