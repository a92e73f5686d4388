package io.github.paybell.engine.account;

import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.V3Keys;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One merchant account as it stands now: who it is and which keys speak for it. Immutable; a change
 * makes a new one.
 *
 * @param name our name for it, {@code [a-z0-9][a-z0-9-]{0,31}}
 * @param mchid merchant number; for a service provider the provider's own
 * @param appids the appids that may appear in its messages; empty: any
 * @param subMchids the sub-merchants a service provider acts for; empty: any
 * @param notifyToken the unguessable last segment of its notify_url
 * @param v2Keys API v2 keys, newest first; empty when the account has no v2
 * @param v3Keys platform keys by serial and APIv3 keys; null when the account has no v3
 * @param merchantKey signs the account's v3 calls; null: it can make none
 * @param certificate for v2 refunds; null: it can make none by v2
 * @param latePayment null: as the server is set
 * @param duplicatePayment null: as the server is set
 * @param retired it takes no new orders; all else of it goes on
 */
public record Account(
    String name,
    String mchid,
    Set<String> appids,
    Set<String> subMchids,
    String notifyToken,
    List<V2Key> v2Keys,
    @Nullable V3Keys v3Keys,
    @Nullable MerchantKey merchantKey,
    @Nullable ClientCertificate certificate,
    @Nullable String latePayment,
    @Nullable String duplicatePayment,
    boolean retired) {

  static final String NAME_RULE = "must be 1–32 of a-z, 0-9 and -, and not begin with -";

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

  public Account {
    if (!isName(name)) {
      throw new IllegalArgumentException("account name must be " + NAME + ", was " + name);
    }
    appids = Set.copyOf(appids);
    subMchids = Set.copyOf(subMchids);
    v2Keys = List.copyOf(v2Keys);
  }

  static boolean isName(String name) {
    return name.matches(NAME);
  }

  @Override
  public String toString() {
    return "Account[" + name + ", mchid=" + mchid + "]";
  }
}
