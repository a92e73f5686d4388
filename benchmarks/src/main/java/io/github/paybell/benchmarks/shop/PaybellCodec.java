package io.github.paybell.benchmarks.shop;

import static java.util.Objects.requireNonNull;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Result;
import java.util.List;

/** Paybell's codec in the same place, so that the codec is no part of the difference. */
final class PaybellCodec implements NotifyCodec {
  private final V2Notifications notifications = new V2Notifications();
  private final List<V2Key> keys = List.of(V2Key.of(MerchantFixture.V2_KEY));

  @Override
  public Payment read(byte[] body) {
    if (!(notifications.read(body, keys) instanceof V2Result.Payment result)) {
      throw new IllegalArgumentException("not a payment that verifies");
    }
    // What the fixture's messages always have, and the shop's table must.
    var paid = result.payment();
    return new Payment(
        requireNonNull(paid.appid(), "appid"),
        paid.mchId(),
        paid.outTradeNo(),
        paid.transactionId(),
        requireNonNull(paid.resultCode(), "result_code"),
        paid.totalFee(),
        requireNonNull(paid.cashFee(), "cash_fee"),
        paid.feeType(),
        requireNonNull(paid.timeEnd(), "time_end"),
        paid.attach());
  }
}
