package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.Evidence;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay as a merchant calls it. Implementations block for at most some 15 s (a bill as long as
 * it grows), are thread-safe, throw nothing for what the network or WeChat Pay does, and log no
 * secret. They repeat a call by themselves only where WeChat Pay says that a repeat is safe, and
 * with the same numbers.
 *
 * <p>An order is placed by the version that its {@link Placement} names; what follows goes by that
 * of {@link #api}.
 */
public interface WechatPay {
  /** What v3 takes as an out_trade_no; v2 also takes shorter ones and {@code @}. */
  Pattern V3_NUMBER = Pattern.compile("[0-9A-Za-z_\\-|*]{6,32}");

  /**
   * By which version an order is asked about, closed and refunded: by v3 if the account has a
   * merchant key for it and v3 takes the number, else by v2.
   */
  static Api api(Account account, String outTradeNo) {
    return V3_NUMBER.matcher(outTradeNo).matches() ? api(account) : Api.V2;
  }

  /** By which version an account calls where no order's number decides. */
  static Api api(Account account) {
    return account.v3Keys() != null && account.merchantKey() != null ? Api.V3 : Api.V2;
  }

  /**
   * Whether an order of the account could not be queried at WeChat Pay: v3 does not take its
   * number, and the account has no v2 key.
   */
  static boolean cannotAsk(Account account, String outTradeNo) {
    return api(account) == Api.V3
        && api(account, outTradeNo) == Api.V2
        && account.v2Keys().isEmpty();
  }

  /** The same as a sentence for people, for the caller who registers such an order. */
  static Optional<String> warning(Account account, String outTradeNo) {
    return cannotAsk(account, outTradeNo)
        ? Optional.of(
            "API v3 takes an out_trade_no of 6 to 32 characters without @, and account "
                + account.name()
                + " has no v2 key: WeChat Pay cannot be asked about order "
                + outTradeNo
                + ", so a payment whose notification is lost is found by the bill only. Set"
                + " paybell.accounts."
                + account.name()
                + ".v2.key.")
        : Optional.empty();
  }

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
