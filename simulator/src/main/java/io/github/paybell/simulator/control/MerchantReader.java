package io.github.paybell.simulator.control;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a merchant together from what is said of it, what is known of it, and what is made up. */
final class MerchantReader {
  private final JsonMembers said;
  private final @Nullable Merchant known;
  private final String mchid;
  private final GeneratedCredentials madeUp;

  private MerchantReader(JsonMembers said, @Nullable Merchant known, String mchid, Dice dice) {
    this.said = said;
    this.known = known;
    this.mchid = mchid;
    this.madeUp = new GeneratedCredentials(dice, mchid);
  }

  static Merchant read(JsonMembers said, Merchants platform, Dice dice) {
    String name = said.text("mchid");
    if (name == null) {
      throw new IllegalArgumentException("mchid is missing: 8 to 10 digits, in quotation marks");
    }
    Merchant known = platform.find(name);
    return new MerchantReader(said, known, known == null ? name : known.mchid(), dice).read();
  }

  private Merchant read() {
    requireMchid();
    ApiCertificate certificate = ApiCertificate.read(said, known, madeUp);
    Merchant.Certificates certificates = said.choice("certificates", Merchant.Certificates.class);
    return new Merchant(
        mchid,
        appids(),
        text("openid", Merchant::openid, madeUp::openid),
        text("app_secret", Merchant::appSecret, madeUp::appSecret),
        text("v2_key", Merchant::v2Key, madeUp::v2Key),
        text("api_v3_key", Merchant::apiV3Key, madeUp::apiV3Key),
        certificate.serial(),
        certificate.privateKey(),
        certificate.publicKey(),
        certificate.pem(),
        publicKey(),
        kept(certificates, Merchant::certificates, Merchant.Certificates.ONE),
        callbackKey(certificates),
        kept(said.texts("sub_mchids"), Merchant::subMchids, List.of()),
        kept(said.texts("pay_directories"), Merchant::payDirectories, List.of()));
  }

  // Before keys are made up for it, which takes a moment.
  private void requireMchid() {
    if (!mchid.matches("\\d{8,10}")) {
      throw new IllegalArgumentException("mchid has 8 to 10 digits, was \"" + mchid + "\"");
    }
  }

  private <T> T kept(@Nullable T given, Function<Merchant, T> before, T otherwise) {
    if (given != null) {
      return given;
    }
    return known == null ? otherwise : before.apply(known);
  }

  private String text(String name, Function<Merchant, String> before, Supplier<String> made) {
    String given = said.text(name);
    if (given != null) {
      return given;
    }
    return known == null ? made.get() : before.apply(known);
  }

  private List<String> appids() {
    String appid = said.text("appid");
    List<String> appids = said.texts("appids");
    if (appids == null) {
      List<String> before = known == null ? List.of(madeUp.appid()) : known.appids();
      return appid == null || before.get(0).equals(appid) ? before : List.of(appid);
    }
    if (appids.isEmpty()) {
      throw new IllegalArgumentException("appids holds at least one appid");
    }
    if (appid != null && !appids.get(0).equals(appid)) {
      throw new IllegalArgumentException(
          "appid is the first of appids; give one of the two, or both alike");
    }
    return appids;
  }

  /** Who cannot download a certificate would not know one in a notification either. */
  private Merchant.CallbackKey callbackKey(Merchant.@Nullable Certificates certificates) {
    Merchant.CallbackKey given = said.choice("callback_key", Merchant.CallbackKey.class);
    if (given == null && certificates == Merchant.Certificates.NONE) {
      return Merchant.CallbackKey.PUBLIC_KEY;
    }
    return kept(given, Merchant::callbackKey, Merchant.CallbackKey.CERTIFICATE);
  }

  private PlatformSigningKey publicKey() {
    String id = said.text("public_key_id");
    if (id != null && !id.matches("PUB_KEY_ID_\\d{1,60}")) {
      throw new IllegalArgumentException(
          "public_key_id is PUB_KEY_ID_ and digits, was \"" + id + "\"");
    }
    PlatformSigningKey before = known == null ? null : known.publicKey();
    PlatformSigningKey key =
        before != null && (id == null || before.serial().equals(id))
            ? before
            : newPublicKey(id == null ? madeUp.publicKeyId() : id);
    String pem = said.text("public_key");
    if (pem != null && !pem.equals(key.pem()) && !(before != null && pem.equals(before.pem()))) {
      throw new IllegalArgumentException(
          "public_key is made up here, because the platform signs with its other half: leave it"
              + " out, and take it from GET /sim/merchants/"
              + mchid);
    }
    return key;
  }

  private PlatformSigningKey newPublicKey(String id) {
    KeyPair keys = madeUp.keys(id);
    String pem = GeneratedCredentials.pem("PUBLIC KEY", keys.getPublic().getEncoded());
    return new PlatformSigningKey(
        V3Signer.of(keys.getPrivate(), id), (RSAPublicKey) V3Pem.publicKey(pem), pem);
  }
}
