package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.CERTIFICATE;
import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.NEXT_CERTIFICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The key that a request names in Wechatpay-Serial")
class V3ValidatorTest {
  private static String named(PlatformSigningKey... held) {
    return new V3Validator(TestShop.ring(MERCHANT.apiV3Key(), held), Clock.systemUTC())
        .getSerialNumber();
  }

  @Test
  @DisplayName("is the public key's id as soon as one is held, whatever certificates are held too")
  void publicKey() {
    assertThat(named(MERCHANT.publicKey())).isEqualTo(MERCHANT.publicKey().serial());
    assertThat(named(CERTIFICATE, MERCHANT.publicKey(), NEXT_CERTIFICATE))
        .isEqualTo(MERCHANT.publicKey().serial());
  }

  @Test
  @DisplayName(
      "is else the one certificate that is held; of several, one may be over: none is named")
  void certificates() {
    assertThat(named(CERTIFICATE)).isEqualTo(CERTIFICATE.serial());
    assertThat(named(CERTIFICATE, NEXT_CERTIFICATE)).isEmpty();
  }
}
