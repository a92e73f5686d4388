package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** Signed v2 payments as WeChat Pay sends them, and a client that does. */
final class PaymentRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private PaymentRequests() {}

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
  }

  /** The payment of the n-th order. */
  static HttpRequest paid(int port, int n) {
    var message =
        V2SampleNotification.paid(
            MerchantFixture.outTradeNo(n),
            MerchantFixture.transactionId(n),
            V2SampleNotification.Algorithm.HMAC_SHA256);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/notify/" + MerchantFixture.NOTIFY_TOKEN))
        .timeout(PATIENCE)
        .header("Content-Type", "text/xml")
        .POST(BodyPublishers.ofByteArray(message.bytes()))
        .build();
  }
}
