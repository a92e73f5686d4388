package io.github.paybell.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A simulator, a shop that is told what happens, and a line between them. */
final class Bench implements AutoCloseable {
  /** Real time as this simulator knows it: ten in the morning, so that no day ends on the way. */
  static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

  private final Sightings seen;
  private final Simulator wechat =
      Simulator.start(SimulatorOptions.forTests().withReal(Clock.fixed(NOW, ZoneOffset.UTC)));
  private final Listening shop;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Bench(Sightings seen) {
    this.seen = seen;
    this.shop = new Listening(wechat.merchant(), seen);
  }

  Sightings seen() {
    return seen;
  }

  Merchant merchant() {
    return wechat.merchant();
  }

  /** Simulated time. */
  Instant now() {
    return wechat.platform().clock().now();
  }

  String platformSerial() {
    return wechat.platform().merchants().certificate().serial();
  }

  String notifyUrl() {
    return shop.url();
  }

  /** One request and its answer. */
  HttpResponse<byte[]> send(
      String method, String target, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(wechat.url() + target))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One of the simulator's own calls, which must succeed. */
  void own(String method, String target, String json) {
    HttpResponse<byte[]> answer =
        send(
            method,
            target,
            Map.of("Content-Type", "application/json"),
            json.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
  }

  /** Pays as the user would; returns when the shop knows. */
  PlatformOrder pay(String outTradeNo, Coupon... coupons) {
    PlatformOrder paid = wechat.pay(key(outTradeNo), Paying.PLAIN.using(List.of(coupons)));
    settle();
    return paid;
  }

  /** Ends a refund that is under way; returns when the shop knows. */
  void end(String outTradeNo, String outRefundNo, PlatformRefund.Status how) {
    wechat.platform().settle(key(outTradeNo), outRefundNo, how);
    settle();
  }

  /** Lets time pass, simulated. */
  void advance(Duration by) {
    wechat.advance(by);
    settle();
  }

  private PlatformOrderKey key(String outTradeNo) {
    return new PlatformOrderKey(merchant().mchid(), outTradeNo);
  }

  private void settle() {
    wechat.settle();
    assertThat(wechat.messenger().messages())
        .as("the shop accepts everything")
        .extracting(Message::state)
        .containsOnly(Message.State.DELIVERED);
    shop.accepted();
  }

  static Coupon cash(String id, long fee) {
    return new Coupon(Coupon.Type.CASH, id, "充值券", "16474341", fee);
  }

  static Coupon noCash(String id, long fee) {
    return new Coupon(Coupon.Type.NO_CASH, id, "免充值券", "16474342", fee);
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    shop.close();
    wechat.close();
  }
}
