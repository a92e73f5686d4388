package io.github.paybell.simulator.clients;

import com.github.binarywang.wxpay.config.HttpClientBuilderCustomizer;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.tls.LocalCa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import org.apache.http.ssl.SSLContexts;

/** What a machine is told so that it takes the simulator for WeChat Pay, over TLS. */
final class Trust {
  private Trust() {}

  /**
   * The name {@code api.mch.weixin.qq.com} and port 443 lead to the simulator, and its CA is
   * trusted: what a hosts file and a trust store would do.
   */
  static HttpClientBuilderCustomizer in(Path ca, String tlsUrl)
      throws GeneralSecurityException, IOException {
    int port = URI.create(tlsUrl).getPort();
    SSLContext context =
        SSLContexts.custom().loadTrustMaterial(store(LocalCa.open(ca)), null).build();
    return builder ->
        builder
            .setSSLContext(context)
            .setSchemePortResolver(host -> host.getSchemeName().equals("https") ? port : 80)
            .setDnsResolver(name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
  }

  /** {@code apiclient_cert.p12}, opened. */
  static KeyStore p12(LocalCa ca, Merchant merchant) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(ca.merchantP12(merchant)), merchant.mchid().toCharArray());
    return store;
  }

  /** A trust store with this CA and no other. */
  static KeyStore store(LocalCa ca) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", V3Pem.certificate(ca.certificatePem()));
    return store;
  }
}
