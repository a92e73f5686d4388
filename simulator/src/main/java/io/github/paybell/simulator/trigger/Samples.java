package io.github.paybell.simulator.trigger;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformPayment;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes up orders that were paid, and refunds of them: each number another one, and the same ones
 * for the same seed. Immutable and thread-safe.
 */
public final class Samples {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final long TOTAL = 880;
  private static final int MOST = 99_999_999;

  private final Dice dice;
  private final Api api;
  private final Merchant merchant;
  private final String to;
  private final TriggerEvent event;
  private final SampleFields fields;
  private final Instant now;

  /**
   * Samples of one kind.
   *
   * @param merchant whose they are
   * @param to where their notifications go
   * @param now when it happened, unless {@code success_time} is among the fields
   */
  public Samples(
      Dice dice,
      Api api,
      Merchant merchant,
      String to,
      TriggerEvent event,
      SampleFields fields,
      Instant now) {
    this.dice = dice;
    this.api = api;
    this.merchant = merchant;
    this.to = to;
    this.event = event;
    this.fields = fields;
    this.now = fields.time("success_time", now);
  }

  /**
   * One of them.
   *
   * @param number 0 to 99 999 999
   * @throws IllegalArgumentException if the fields cannot be together
   */
  public Sample make(int number) {
    if (number < 0 || number > MOST) {
      throw new IllegalArgumentException("number must be 0 to " + MOST + ", was " + number);
    }
    String digits = "%08d".formatted(number);
    Terms terms = terms(digits);
    PlatformRefund.Status ended = event.refund();
    PlatformRefund refund = ended == null ? null : refund(terms, ended, digits);
    return new Sample(
        new PlatformOrder(
            terms,
            now,
            now.plus(Duration.ofDays(7)),
            refund == null ? PlatformTradeState.SUCCESS : PlatformTradeState.REFUND,
            payment(terms, digits),
            refund == null ? List.of() : List.of(refund),
            null),
        refund);
  }

  private Terms terms(String digits) {
    return new Terms(
        api,
        api == Api.V2 ? signType() : null,
        tradeType(),
        merchant.mchid(),
        fields.text("appid", merchant.appid()),
        fields.text("sub_mchid"),
        fields.text("sub_appid"),
        fields.text("out_trade_no", "TR" + dice.digits(12, "sample") + digits),
        "paybell trigger",
        fields.text("attach"),
        fields.fen("amount.total", TOTAL),
        fields.text("amount.currency", "CNY"),
        to,
        null,
        null,
        null,
        null,
        false,
        digits);
  }

  private PlatformPayment payment(Terms terms, String digits) {
    long payerTotal = fields.fen("amount.payer_total", terms.total());
    if (payerTotal > terms.total()) {
      throw new IllegalArgumentException(
          "amount.payer_total ("
              + payerTotal
              + ") is what is left of amount.total ("
              + terms.total()
              + ") after coupons, so it cannot be more");
    }
    List<Coupon> coupons =
        payerTotal == terms.total()
            ? List.of()
            : List.of(
                new Coupon(
                    Coupon.Type.CASH,
                    dice.digits(11, "coupon", digits),
                    "代金券",
                    dice.digits(8, "stock"),
                    terms.total() - payerTotal));
    return new PlatformPayment(
        fields.text("transaction_id", "4200" + dice.digits(6, "sample 2") + day() + "01" + digits),
        now,
        fields.text("payer.openid", merchant.openid()),
        fields.text("bank_type", "OTHERS"),
        coupons);
  }

  private PlatformRefund refund(Terms terms, PlatformRefund.Status ended, String digits) {
    long amount = fields.fen("amount.refund", terms.total());
    long payerTotal = fields.fen("amount.payer_total", terms.total());
    if (amount > terms.total()) {
      throw new IllegalArgumentException(
          "amount.refund (" + amount + ") is more than amount.total (" + terms.total() + ")");
    }
    return new PlatformRefund(
        new RefundTerms(
            api,
            terms.key(),
            fields.text("out_refund_no", "RF" + dice.digits(12, "sample") + digits),
            amount,
            terms.total(),
            null,
            to,
            digits),
        fields.text("refund_id", "50" + dice.digits(8, "sample 3") + day() + "001" + digits),
        now,
        ended,
        ended == PlatformRefund.Status.SUCCESS ? now : null,
        fields.text("user_received_account", "支付用户零钱"),
        // Coupons take their share, rounded down.
        amount * payerTotal / terms.total(),
        0);
  }

  private String day() {
    return DAY.format(now.atOffset(PlatformTime.OFFSET));
  }

  private SignType signType() {
    String name = fields.text("sign_type", SignType.MD5.wireName());
    return Arrays.stream(SignType.values())
        .filter(it -> it.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sign_type is MD5 or HMAC-SHA256, was \"" + name + "\""));
  }

  private PlatformTradeType tradeType() {
    String name = fields.text("trade_type", PlatformTradeType.JSAPI.name());
    return Arrays.stream(PlatformTradeType.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "trade_type is one of "
                        + Arrays.toString(PlatformTradeType.values())
                        + ", was \""
                        + name
                        + "\""));
  }

  /** The merchant of the field {@code mchid}: one that is known, or the usual one renamed. */
  static Merchant renamed(Merchant usual, @Nullable Merchant known, String mchid) {
    return Objects.requireNonNullElseGet(
        known,
        () ->
            new Merchant(
                mchid,
                usual.appids(),
                usual.openid(),
                usual.appSecret(),
                usual.v2Key(),
                usual.apiV3Key(),
                usual.merchantSerial(),
                usual.merchantPrivateKey(),
                usual.merchantPublicKey(),
                usual.merchantCertificate(),
                usual.publicKey(),
                usual.certificates(),
                usual.callbackKey(),
                usual.subMchids(),
                usual.payDirectories()));
  }
}
