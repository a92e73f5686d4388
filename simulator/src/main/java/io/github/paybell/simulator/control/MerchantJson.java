package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merchants as JSON, the same in {@code /sim/merchants} and in the settings file. Keys and
 * certificates are PEM as text; nothing is kept back, because none of it protects anything.
 */
public final class MerchantJson {
  static final List<String> MEMBERS =
      List.of(
          "mchid",
          "appid",
          "appids",
          "openid",
          "app_secret",
          "v2_key",
          "api_v3_key",
          "merchant_serial",
          "merchant_private_key",
          "merchant_certificate",
          "public_key_id",
          "public_key",
          "certificates",
          "platform_certificates",
          "callback_key",
          "sub_mchids",
          "pay_directories");

  private MerchantJson() {}

  /** All that a merchant has to know, and all that the platform knows of it. */
  public static ObjectNode of(Merchant merchant, Merchants platform) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mchid", merchant.mchid());
    json.put("appid", merchant.appid());
    list(json, "appids", merchant.appids());
    json.put("openid", merchant.openid());
    json.put("app_secret", merchant.appSecret());
    json.put("v2_key", merchant.v2Key());
    json.put("api_v3_key", merchant.apiV3Key());
    json.put("merchant_serial", merchant.merchantSerial());
    json.put("merchant_private_key", merchant.merchantPrivateKey());
    json.put("merchant_certificate", merchant.merchantCertificate());
    json.put("public_key_id", merchant.publicKey().serial());
    json.put("public_key", merchant.publicKey().pem());
    json.put("certificates", merchant.certificates().name());
    ArrayNode certificates = json.putArray("platform_certificates");
    for (PlatformSigningKey key : shown(merchant, platform)) {
      certificates.addObject().put("serial", key.serial()).put("certificate", key.pem());
    }
    json.put("callback_key", merchant.callbackKey().name());
    list(json, "sub_mchids", merchant.subMchids());
    list(json, "pay_directories", merchant.payDirectories());
    return json;
  }

  /** The platform certificates that this merchant can download. */
  static List<PlatformSigningKey> shown(Merchant merchant, Merchants platform) {
    return switch (merchant.certificates()) {
      case ONE -> List.of(platform.certificate());
      case TWO -> List.of(platform.certificate(), platform.nextCertificate());
      case NONE -> List.of();
    };
  }

  /**
   * Reads a merchant. What is not said stays as it is with a merchant that is known, and is made up
   * for a new one: the same for the same seed. Another {@code public_key_id} brings another key
   * with it; {@code public_key} and {@code platform_certificates} are the platform's, so they are
   * given out and not taken in.
   *
   * @param json an object with at least {@code mchid}
   * @param platform with the merchants that are known; it is not changed
   * @param dice from which the rest is made up
   * @throws IllegalArgumentException naming the member that cannot be, or does not exist
   */
  public static Merchant read(JsonNode json, Merchants platform, Dice dice) {
    return MerchantReader.read(new JsonMembers("a merchant", json, MEMBERS), platform, dice);
  }

  private static void list(ObjectNode json, String name, List<String> texts) {
    ArrayNode array = json.putArray(name);
    texts.forEach(array::add);
  }
}
