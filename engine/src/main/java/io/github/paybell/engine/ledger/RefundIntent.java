package io.github.paybell.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refund that is to be asked for.
 *
 * @param transactionId the payment it gives back
 * @param total fen, what that payment's order asked for
 * @param amount fen, 1 to {@code total}
 */
record RefundIntent(
    String outRefundNo,
    String transactionId,
    long total,
    String currency,
    @Nullable String subMchid,
    long amount,
    @Nullable String reason) {

  /**
   * The whole of a payment back. Its number follows from the transaction, so by whatever way it is
   * decided, and however often, it is one refund.
   */
  static RefundIntent whole(Evidence payment) {
    var transactionId = Objects.requireNonNull(payment.transactionId());
    long total = Objects.requireNonNull(payment.total());
    return new RefundIntent(
        number(payment.account(), transactionId),
        transactionId,
        total,
        Objects.requireNonNullElse(payment.currency(), "CNY"),
        payment.subMchid(),
        total,
        null);
  }

  /** The number under which a payment goes back whole. */
  static String number(String account, String transactionId) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest((account + ' ' + transactionId).getBytes(StandardCharsets.UTF_8));
      return "PB" + HexFormat.of().formatHex(digest, 0, 15);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
