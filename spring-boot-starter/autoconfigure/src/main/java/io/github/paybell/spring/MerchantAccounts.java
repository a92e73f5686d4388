package io.github.paybell.spring;

import java.util.List;
import java.util.Optional;

/**
 * The merchant accounts of a running shop: those of its configuration, and those that it adds,
 * changes and retires by itself. What one instance stores is known to the others within seconds.
 * Keys are kept encrypted in Paybell's tables. Thread-safe.
 *
 * <p>Changes are committed and audited by themselves and may ask WeChat Pay, so they must not be
 * called inside a transaction and throw {@link
 * org.springframework.transaction.IllegalTransactionStateException} there. All of them may be
 * repeated.
 */
public interface MerchantAccounts {
  /**
   * The same on behalf of a person; else the shop's {@code spring.application.name} stands in the
   * audit.
   *
   * @param actor at most 64 characters are kept
   */
  MerchantAccounts as(String actor);

  /**
   * Adds an account, or changes it; a retired one takes orders again. Keys that are left out stay
   * as they are kept; all else that is left out is empty afterwards. An account that can sign and
   * holds no platform key gets its platform certificates before this returns, so that orders may be
   * placed at once; where WeChat Pay does not answer within three seconds, it is asked again in the
   * background.
   *
   * @throws AccountRefusedException if anything is wrong, saying all of it, or if the configuration
   *     holds the account
   */
  AccountInfo put(MerchantAccount account);

  /** An account; empty: there is none of that name. */
  Optional<AccountInfo> find(String name);

  /** All accounts, by name; those of other instances' last seconds may be missing. */
  List<AccountInfo> list();

  /**
   * Lets an account take no new orders. Notifications, queries, refunds and reconciliation of those
   * that it has go on.
   *
   * @throws AccountRefusedException if there is no such account, or if the configuration holds it
   */
  AccountInfo retire(String name);

  /**
   * Deletes the keys of an account that was retired 30 days ago. Its orders stay to be read; its
   * name and notify_url stay its own.
   *
   * @throws AccountRefusedException if it was not, if an order is open, if a refund is under way,
   *     if there is no such account, or if the configuration holds it
   */
  void remove(String name);
}
