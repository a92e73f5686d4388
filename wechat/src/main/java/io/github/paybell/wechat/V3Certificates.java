package io.github.paybell.wechat;

import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.http.HttpHeaders;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Keys;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Sealed;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The platform certificates of now. The first download cannot be verified by anything that is held:
 * that a certificate decrypts with the APIv3 key, which only WeChat Pay and the merchant know, is
 * its proof, and it then verifies the answer that brought it.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012551764">platform certificates</a>
 */
final class V3Certificates {
  private final V3Keys ring;
  private final Clock clock;

  V3Certificates(V3Keys ring, Clock clock) {
    this.ring = ring;
    this.clock = clock;
  }

  /**
   * @param clientWith makes a client with this validator
   * @return serial → PEM
   */
  Map<String, String> download(Function<Validator, V3Client> clientWith) {
    Later later = new Later();
    V3Members answer = clientWith.apply(later).get("/v3/certificates");
    Map<String, String> pems = new LinkedHashMap<>();
    Map<String, PublicKey> downloaded = new HashMap<>();
    for (V3Members one : answer.objects("data")) {
      String serial = one.text("serial_no");
      String pem = pem(one.object("encrypt_certificate"), ring.apiV3Keys());
      X509Certificate certificate = V3Pem.certificate(pem);
      if (!V3Pem.serial(certificate).equals(serial)) {
        throw new V3UnprovedException("a certificate's serial is not the one it is listed under");
      }
      pems.put(serial, pem);
      downloaded.put(serial, certificate.getPublicKey());
    }
    later.require(downloaded);
    return pems;
  }

  private static String pem(V3Members sealed, List<ApiV3Key> keys) {
    String associatedData = sealed.textIf("associated_data");
    byte[] plain =
        V3Sealed.open(
            keys,
            sealed.text("nonce"),
            associatedData == null ? "" : associatedData,
            sealed.text("ciphertext"));
    if (plain == null) {
      throw new V3UnprovedException(
          "a certificate does not decrypt with the account's APIv3 key: is it the key that the"
              + " merchant platform shows now?");
    }
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** Lets the answer pass and proves it when its own certificates are known. */
  private final class Later implements Validator {
    private Map<String, String> headers = Map.of();
    private @Nullable String body;

    @Override
    public <T> boolean validate(HttpHeaders headers, String body) {
      this.headers = headers.getHeaders();
      this.body = body;
      return true;
    }

    @Override
    public <T> String getSerialNumber() {
      // Whichever key signs the answer, one of those that are then known is right.
      return "";
    }

    void require(Map<String, PublicKey> downloaded) {
      Collection<String> held = new TreeSet<>(ring.serials());
      held.addAll(downloaded.keySet());
      V3Proof.require(
          headers,
          body,
          serial -> {
            PublicKey key = ring.platformKey(serial);
            return key == null ? downloaded.get(serial) : key;
          },
          held,
          clock);
    }
  }
}
