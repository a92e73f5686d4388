package io.github.paybell.engine.bill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition in memory: the ledger's lines by key, and what the bill listed under that key. */
final class Pairs {
  private final Map<String, Pair> byKey = new HashMap<>();

  /** What both sides say under one key. */
  static final class Pair {
    private final @Nullable LedgerLine ledger;
    private @Nullable String first;
    private @Nullable List<String> more;

    Pair(@Nullable LedgerLine ledger) {
      this.ledger = ledger;
    }

    @Nullable LedgerLine ledger() {
      return ledger;
    }

    boolean listed() {
      return first != null;
    }

    /**
     * Notes that the bill lists this number.
     *
     * @return false: it has listed it before
     */
    boolean list(String id) {
      if (first == null) {
        first = id;
        return true;
      }
      if (first.equals(id) || (more != null && more.contains(id))) {
        return false;
      }
      if (more == null) {
        more = new ArrayList<>(1);
      }
      more.add(id);
      return true;
    }
  }

  void ledger(String key, LedgerLine line) {
    if (byKey.put(key, new Pair(line)) != null) {
      throw new IllegalArgumentException("the ledger's lines of a day have one key twice");
    }
  }

  Pair of(String key) {
    return byKey.computeIfAbsent(key, k -> new Pair(null));
  }

  Iterable<Pair> all() {
    return byKey.values();
  }
}
