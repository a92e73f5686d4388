package io.github.paybell.engine.account;

import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Keys;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The v3 keys of one account: platform certificates and public keys side by side, because WeChat
 * Pay signs with either while it switches, and the APIv3 keys. Immutable and thread-safe.
 */
public final class KeyRing implements V3Keys {
  private final Map<String, PublicKey> platformKeys;
  private final Set<String> serials;
  private final List<ApiV3Key> apiV3Keys;

  /**
   * Puts keys on a ring.
   *
   * @param platformKeys certificate serial or {@code PUB_KEY_ID_…}, as text → key
   * @param apiV3Keys newest first
   */
  public KeyRing(Map<String, PublicKey> platformKeys, List<ApiV3Key> apiV3Keys) {
    this.platformKeys = new HashMap<>(platformKeys);
    this.serials = new TreeSet<>(platformKeys.keySet());
    this.apiV3Keys = List.copyOf(apiV3Keys);
  }

  @Override
  public @Nullable PublicKey platformKey(String serial) {
    return platformKeys.get(serial);
  }

  /** Sorted, for people. */
  @Override
  public Collection<String> serials() {
    return Collections.unmodifiableSet(serials);
  }

  @Override
  public List<ApiV3Key> apiV3Keys() {
    return apiV3Keys;
  }

  @Override
  public String toString() {
    return "KeyRing" + serials;
  }
}
