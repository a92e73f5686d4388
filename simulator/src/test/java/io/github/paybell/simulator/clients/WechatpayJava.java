package io.github.paybell.simulator.clients;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSACombinedNotificationConfig;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import io.github.paybell.simulator.platform.Merchant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The official SDK, told where the simulator is; nothing else of it is changed. */
final class WechatpayJava {
  private final String url;
  private final Merchant merchant;

  WechatpayJava(String url, Merchant merchant) {
    this.url = url;
    this.merchant = merchant;
  }

  /** Key mode "platform certificate": the certificates are downloaded here and now. */
  RSAAutoCertificateConfig certificates() {
    return new RSAAutoCertificateConfig.Builder()
        .merchantId(merchant.mchid())
        .privateKey(merchant.merchantPrivateKey())
        .merchantSerialNumber(merchant.merchantSerial())
        .apiV3Key(merchant.apiV3Key())
        .httpClientBuilder(new DefaultHttpClientBuilder().okHttpClient(redirected()))
        .build();
  }

  /** Key mode "WeChat Pay public key". */
  RSAPublicKeyConfig publicKey() {
    return new RSAPublicKeyConfig.Builder()
        .merchantId(merchant.mchid())
        .privateKey(merchant.merchantPrivateKey())
        .merchantSerialNumber(merchant.merchantSerial())
        .publicKey(merchant.publicKey().pem())
        .publicKeyId(merchant.publicKey().serial())
        .apiV3Key(merchant.apiV3Key())
        .build();
  }

  /** Receiver's key mode "WeChat Pay public key". */
  NotificationConfig publicKeyOfNotifications() {
    return new RSAPublicKeyNotificationConfig.Builder()
        .publicKey(merchant.publicKey().pem())
        .publicKeyId(merchant.publicKey().serial())
        .apiV3Key(merchant.apiV3Key())
        .build();
  }

  /** Receiver's key mode for the time of switching: both. */
  NotificationConfig bothKeys() {
    return new RSACombinedNotificationConfig.Builder()
        .merchantId(merchant.mchid())
        .privateKey(merchant.merchantPrivateKey())
        .merchantSerialNumber(merchant.merchantSerial())
        .publicKey(merchant.publicKey().pem())
        .publicKeyId(merchant.publicKey().serial())
        .apiV3Key(merchant.apiV3Key())
        .httpClient(http(publicKey()))
        .build();
  }

  HttpClient http(Config config) {
    return new DefaultHttpClientBuilder().config(config).okHttpClient(redirected()).build();
  }

  /** Its parser, as a shop uses it. */
  static <T> Receiver.Parser parser(NotificationConfig config, Class<T> type) {
    NotificationParser parser = new NotificationParser(config);
    return delivery -> parser.parse(param(delivery), type);
  }

  private static RequestParam param(Delivery delivery) {
    return new RequestParam.Builder()
        .serialNumber(delivery.header("Wechatpay-Serial"))
        .nonce(delivery.header("Wechatpay-Nonce"))
        .timestamp(delivery.header("Wechatpay-Timestamp"))
        .signature(delivery.header("Wechatpay-Signature"))
        .signType(delivery.header("Wechatpay-Signature-Type"))
        .body(delivery.text())
        .build();
  }

  private OkHttpClient redirected() {
    HttpUrl simulator = HttpUrl.get(url);
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              Request request = chain.request();
              HttpUrl there =
                  request
                      .url()
                      .newBuilder()
                      .scheme(simulator.scheme())
                      .host(simulator.host())
                      .port(simulator.port())
                      .build();
              return chain.proceed(request.newBuilder().url(there).build());
            })
        .build();
  }
}
