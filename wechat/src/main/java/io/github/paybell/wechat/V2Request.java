package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a v2 call: the common fields, its own, and the signature with the newest key. */
final class V2Request {
  /**
   * What calls are signed with. The second signature of an order must be of the same algorithm, and
   * so must the answer; notifications of the order will be.
   */
  static final SignType SIGN_TYPE = SignType.HMAC_SHA256;

  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * A call of this merchant.
   *
   * @param appid one of its appids
   * @param subMchid for whom a service provider calls, else null
   */
  V2Request(Account account, String appid, @Nullable String subMchid) {
    fields.put("appid", appid);
    fields.put("mch_id", account.mchid());
    with("sub_mch_id", subMchid);
    fields.put("nonce_str", nonce());
    fields.put("sign_type", SIGN_TYPE.wireName());
  }

  /** Adds a field; null: leaves it out. */
  V2Request with(String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  /** Signed, as XML. */
  byte[] signed(Account account) {
    return V2Messages.payment(V2Messages.signed(fields, SIGN_TYPE, account.v2Keys().get(0)), FORM);
  }

  /** Random text of 32 characters, as long as {@code nonce_str} may be. */
  static String nonce() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
