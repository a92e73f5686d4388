package io.github.paybell.spring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant account as it is in force; no secret is in it.
 *
 * @param name by which {@link Paybell#account} finds it
 * @param mchid merchant number
 * @param appids the appids that may appear in its messages; empty: any
 * @param subMchids the sub-merchants that it acts for; empty: any
 * @param configured whether the configuration holds it, and it is changed there only
 * @param platformKeys serials of the keys that prove its v3 messages; empty: none can be proved yet
 * @param retiredAt since when it takes no new orders; null: it takes them
 */
public record AccountInfo(
    String name,
    String mchid,
    List<String> appids,
    List<String> subMchids,
    boolean configured,
    List<String> platformKeys,
    @Nullable Instant retiredAt) {
  public AccountInfo {
    appids = List.copyOf(appids);
    subMchids = List.copyOf(subMchids);
    platformKeys = List.copyOf(platformKeys);
  }
}
