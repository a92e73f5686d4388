package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.protocol.v2.V2Ambiguity;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when orders are registered whose v2 notifications will be doubtful for their {@code
 * attach}, once for each account. Thread-safe.
 */
public final class AttachWarning {
  private static final Logger log = LoggerFactory.getLogger(AttachWarning.class);

  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** No account was warned of yet. */
  public AttachWarning() {}

  /**
   * Looks at an order that is registered.
   *
   * @param attach of the order
   */
  public void look(Account account, @Nullable String attach) {
    if (attach != null
        && !account.v2Keys().isEmpty()
        && V2Ambiguity.isIn(attach)
        && warned.add(account.name())) {
      log.warn(
          "account {}: the attach of an order contains & with the name of a v2 notification field"
              + " and =. The signature of its v2 notification would fit another message, too, so"
              + " the payment is applied only when WeChat Pay, asked about the order, confirms it."
              + " Separate by ; or use JSON. This is said once.",
          account.name());
    }
  }
}
