package io.github.paybell.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.util.NonceUtil;
import io.github.paybell.engine.account.Account;
import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Signs the SDK's requests. Not the SDK's own: that one reads the wall clock and, at level debug,
 * logs whole requests, openids included (SILENT_SECRETS). Thread-safe.
 */
final class V3Credential implements Credential {
  private static final int NONCE_LENGTH = 32;

  private final Account account;
  private final V3Signer signer;
  private final Clock clock;

  V3Credential(Account account, V3Signer signer, Clock clock) {
    this.account = account;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public String getSchema() {
    return "WECHATPAY2-SHA256-RSA2048";
  }

  @Override
  public String getMerchantId() {
    return account.mchid();
  }

  @Override
  public String getAuthorization(URI uri, String httpMethod, String signBody) {
    String query = uri.getRawQuery();
    return V3Request.authorization(
        signer,
        account.mchid(),
        httpMethod,
        uri.getRawPath() + (query == null ? "" : "?" + query),
        clock.instant(),
        nonce(),
        signBody.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 random letters and digits. */
  static String nonce() {
    return NonceUtil.createNonce(NONCE_LENGTH);
  }
}
