package io.github.paybell.spring;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to an order. What it says is the order as it stands after the step.
 *
 * @param id stable over all retries
 * @param type {@code payment.succeeded} …
 * @param time when the step was taken
 * @param version rises by one with each event of the order: an older event than one already seen
 *     can be told by it
 * @param transactionId WeChat Pay's number; null until paid
 * @param total fen
 * @param currency ISO 4217
 * @param payerTotal fen, what the payer paid after coupons; null until paid
 * @param successTime as WeChat Pay gave it; null until paid, or where it is not to be read as a
 *     time
 * @param reference the shop's own order, as registered
 * @param late the money came after the order was closed
 * @param duplicate another attempt had already paid the same reference
 * @param attach the message's, else the registered one
 * @param details what the payment says besides
 * @param dispute what was expected and what came; null: it is no {@code payment.disputed}
 */
public record PaymentEvent(
    UUID id,
    String type,
    Instant time,
    long version,
    String account,
    String outTradeNo,
    @Nullable String transactionId,
    TradeState tradeState,
    long total,
    String currency,
    @Nullable Long payerTotal,
    @Nullable OffsetDateTime successTime,
    @Nullable String reference,
    boolean late,
    boolean duplicate,
    @Nullable String attach,
    PaymentDetails details,
    @Nullable Dispute dispute) {}
