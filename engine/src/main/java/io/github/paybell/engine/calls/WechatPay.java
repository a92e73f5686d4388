package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay as a merchant calls it. Implementations block for at most some 15 s (a bill as long as
 * it grows), are thread-safe, throw nothing for what the network or WeChat Pay does, and log no
 * secret. They repeat a call by themselves only where WeChat Pay says that a repeat is safe, and
 * with the same numbers.
 *
 * <p>Queries, closings and refunds go by API v3 when the account has a merchant key for it, else by
 * v2; an order is placed by the version that its {@link Placement} names.
 */
public interface WechatPay {
  /** Places an order; the same placement again gives a valid prepay_id for the same order. */
  Answer<Placed> place(Account account, Placement placement);

  /**
   * Asks how an order stands. The evidence is of source QUERY; a state between NOTPAY and the final
   * ones is told as USERPAYING. An order that WeChat Pay does not know is refused with {@code
   * ORDERNOTEXIST}.
   *
   * @param subMchid the sub-merchant of a service provider's order, else null
   */
  Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid);

  /**
   * Closes an unpaid order. An order that is closed already is closed; a paid one is refused with
   * {@code ORDERPAID}.
   */
  Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid);

  /**
   * Gives money back; the same request again is the same refund. What is given is accepted, not yet
   * refunded: the evidence says how it stands, mostly PROCESSING.
   */
  Answer<Evidence> refund(Account account, RefundOrder refund);

  /**
   * Asks how a refund stands. One that WeChat Pay does not know is refused with {@code
   * RESOURCE_NOT_EXISTS} or {@code REFUNDNOTEXIST}.
   */
  Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid);

  /**
   * Downloads the trade bill (ALL) of one day to a file, as it comes: text or gzip, decided by its
   * first bytes. Where WeChat Pay gives a hash, the file agrees with it.
   *
   * @param day in Beijing
   * @param target is written anew
   * @return what was refused: {@code NO_STATEMENT_EXIST} or {@code No Bill Exist}: nothing moved
   *     that day or not ready; {@code STATEMENT_CREATING} or {@code Bill Creating}: not yet
   */
  Answer<Done> bill(Account account, LocalDate day, Path target);

  /**
   * The platform certificates of now, serial → PEM, each proved: it decrypted with the APIv3 key
   * and its serial is its own. A merchant with a public key may be refused with {@code
   * RESOURCE_NOT_EXISTS}.
   */
  Answer<Map<String, String>> certificates(Account account);

  /** A call that gives nothing back but that it is done. */
  enum Done {
    DONE
  }
}
