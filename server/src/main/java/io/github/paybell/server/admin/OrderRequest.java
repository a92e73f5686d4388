package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Policies;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An expected payment, as a shop registers it. */
record OrderRequest(
    @JsonProperty(value = "amount", required = true) OrderAmount amount,
    @JsonProperty("reference") @Nullable String reference,
    @JsonProperty("expires_at") @Nullable OffsetDateTime expiresAt,
    @JsonProperty("description") @Nullable String description,
    @JsonProperty("attach") @Nullable String attach,
    @JsonProperty("appid") @Nullable String appid,
    @JsonProperty("sub_mchid") @Nullable String subMchid,
    @JsonProperty("late_payment") @Nullable String latePayment,
    @JsonProperty("duplicate_payment") @Nullable String duplicatePayment) {

  /**
   * What is to be paid.
   *
   * @param total fen, at least 1
   * @param currency ISO 4217; absent: CNY
   */
  record OrderAmount(
      @JsonProperty(value = "total", required = true) long total,
      @JsonProperty("currency") @Nullable String currency) {}

  /**
   * What becomes of money that comes too late or twice.
   *
   * @throws IllegalArgumentException naming the member that is none of the policies
   */
  static Policies policies(@Nullable String late, @Nullable String duplicate) {
    return new Policies(policy("late_payment", late), policy("duplicate_payment", duplicate));
  }

  private static @Nullable MoneyPolicy policy(String member, @Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return MoneyPolicy.ofWire(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(member + " must be accept, refund or hold", e);
    }
  }

  NewOrder order(String outTradeNo) {
    if (amount == null) {
      throw AdminError.invalid("amount must be an object.");
    }
    try {
      return new NewOrder(
          outTradeNo,
          amount.total(),
          Objects.requireNonNullElse(amount.currency(), "CNY"),
          reference,
          expiresAt == null ? null : expiresAt.toInstant(),
          description,
          attach,
          appid,
          subMchid,
          policies(latePayment, duplicatePayment),
          null);
    } catch (IllegalArgumentException e) {
      throw AdminError.invalid(e.getMessage() + ".");
    }
  }
}
