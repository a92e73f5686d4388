package io.github.paybell.simulator.clients;

import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import io.github.paybell.simulator.platform.Merchant;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** WxJava, told where the simulator is; nothing else of it is changed. */
final class WxJava {
  private WxJava() {}

  /** For v2. */
  static WxPayConfig v2(String url, Merchant merchant) {
    WxPayConfig config = new WxPayConfig();
    config.setApiHostUrl(url);
    config.setAppId(merchant.appid());
    config.setMchId(merchant.mchid());
    config.setMchKey(merchant.v2Key());
    return config;
  }

  /** For v3 in key mode "platform certificate": the certificates are downloaded. */
  static WxPayConfig certificates(String url, Merchant merchant) {
    WxPayConfig config = new WxPayConfig();
    config.setAppId(merchant.appid());
    config.setMchId(merchant.mchid());
    config.setApiV3Key(merchant.apiV3Key());
    config.setCertSerialNo(merchant.merchantSerial());
    config.setPrivateKeyContent(bytes(merchant.merchantPrivateKey()));
    config.setPrivateCertContent(bytes(merchant.merchantCertificate()));
    // It signs requests only for hosts of WeChat Pay's, so the name stays; and it downloads
    // certificates with an HTTP client that nothing but a proxy can lead elsewhere.
    config.setApiHostUrl("http://api.mch.weixin.qq.com");
    config.setHttpProxyHost("127.0.0.1");
    config.setHttpProxyPort(URI.create(url).getPort());
    return config;
  }

  /** For v3 in key mode "WeChat Pay public key". */
  static WxPayConfig publicKey(String url, Merchant merchant) {
    WxPayConfig config = certificates(url, merchant);
    config.setHttpProxyHost(null);
    config.setHttpProxyPort(null);
    config.setApiHostUrl("http://api.mch.weixin.qq.com:" + URI.create(url).getPort());
    config.setApiV3HttpClientBuilderCustomizer(
        builder ->
            builder.setDnsResolver(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}));
    config.setFullPublicKeyModel(true);
    config.setPublicKeyId(merchant.publicKey().serial());
    config.setPublicKeyContent(bytes(merchant.publicKey().pem()));
    return config;
  }

  static WxPayService service(WxPayConfig config) {
    WxPayService service = new WxPayServiceImpl();
    service.setConfig(config);
    return service;
  }

  /** What a shop hands to the parsers beside the body. */
  static SignatureHeader headers(Delivery delivery) {
    SignatureHeader header = new SignatureHeader();
    header.setTimeStamp(delivery.header("Wechatpay-Timestamp"));
    header.setNonce(delivery.header("Wechatpay-Nonce"));
    header.setSignature(delivery.header("Wechatpay-Signature"));
    header.setSerial(delivery.header("Wechatpay-Serial"));
    return header;
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.UTF_8);
  }
}
