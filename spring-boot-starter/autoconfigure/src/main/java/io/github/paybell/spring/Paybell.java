package io.github.paybell.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Paybell for the shop's code. The bean speaks for the only account; where there are several,
 * {@link #account} chooses. Thread-safe.
 *
 * <p>{@link #place}, {@link #close} and {@link #refund} call WeChat Pay: what they depend on is
 * committed before the call, so they must not be called inside a transaction and throw {@link
 * org.springframework.transaction.IllegalTransactionStateException} there. All of them may be
 * repeated with the same data.
 */
public interface Paybell {
  /**
   * The same for another account, also for one that another instance stored a moment ago.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Paybell account(String name);

  /** Adds, changes and retires merchant accounts while the shop runs. */
  MerchantAccounts accounts();

  /**
   * Expects a payment that the shop places at WeChat Pay by itself. Joins the caller's transaction:
   * it commits with the shop's order. What WeChat Pay said of it before is applied at once.
   *
   * @return true: new; false: expected before with the same data
   * @throws OrderDiffersException if it was expected with other data
   * @throws IllegalStateException if it is new and the account is retired
   */
  boolean expect(ExpectedOrder order);

  /**
   * Expects a payment and places it at WeChat Pay.
   *
   * @return what the payer's page needs: {@code prepay_id}, {@code code_url}, {@code h5_url},
   *     signed {@code pay_params}
   * @throws OrderDiffersException if it was placed with other data
   * @throws WechatRefusedException if WeChat Pay says no; of an order that is paid or closed the
   *     code is {@code ORDERPAID} or {@code ORDERCLOSED}, by API v2 and v3 alike
   * @throws OutcomeUnknownException if the outcome is unknown; place it again
   * @throws IllegalArgumentException if something is missing, saying what
   * @throws IllegalStateException if it is new and the account is retired
   */
  PlacedOrder place(ExpectedOrder order, Payer payer);

  /** The order as it stands here. */
  Optional<OrderInfo> order(String outTradeNo);

  /**
   * The order, after WeChat Pay was asked about it, for a page that waits; if WeChat Pay cannot be
   * asked, as it stands here.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException inside a transaction
   */
  Optional<OrderInfo> refresh(String outTradeNo);

  /**
   * Closes the order at WeChat Pay, then here, after asking whether it is paid.
   *
   * @return the order afterwards: CLOSED, or SUCCESS if it was paid
   * @throws WechatRefusedException if WeChat Pay says no
   * @throws OutcomeUnknownException if the outcome is unknown; close it again
   */
  OrderInfo close(String outTradeNo);

  /**
   * Gives money back, once for each {@code outRefundNo}, never more than was paid.
   *
   * @param outRefundNo 1–64 of {@code [0-9A-Za-z_\-|*@]}
   * @param amount fen
   * @param reason for the payer, at most 80 characters
   * @return the refund as WeChat Pay took it; the money's arrival is told by {@link
   *     PaymentListener#refundSucceeded}
   * @throws OrderDiffersException if the number is taken by another refund
   * @throws WechatRefusedException if WeChat Pay says no
   * @throws OutcomeUnknownException if the outcome is unknown; it is sent again by itself
   * @throws IllegalArgumentException if it cannot be: unknown order, not paid, more than was paid
   */
  RefundInfo refund(String outTradeNo, String outRefundNo, long amount, String reason);

  /**
   * The notify_url of an account, for orders that the shop places at WeChat Pay by itself.
   *
   * @param account its name
   * @throws IllegalArgumentException if none is configured under that name
   * @throws IllegalStateException if {@code paybell.base-url} is not set
   */
  String notifyUrl(String account);

  /**
   * Takes a notification that reached an older controller of the shop, as if it had come to
   * Paybell's own address. Waits for the answer, at most four seconds.
   *
   * @param account its name
   * @param headers as they came; names in any case
   * @param body the bytes as they came, not parsed and not written anew
   * @return the answer for WeChat Pay, to be sent unchanged
   * @throws IllegalArgumentException if no account is configured under that name
   * @throws org.springframework.transaction.IllegalTransactionStateException inside a transaction
   */
  NotifyReply receive(String account, Map<String, List<String>> headers, byte[] body);
}
