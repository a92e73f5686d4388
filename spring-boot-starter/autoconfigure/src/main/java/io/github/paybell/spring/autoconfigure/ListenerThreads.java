package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.autoconfigure.PaybellProperties.Listener.Mode;

/**
 * How many orders are handled at once: each needs one of the shop's connections.
 *
 * @param handling notifications that are applied at once
 * @param telling listeners that run at once after the commit
 */
record ListenerThreads(int handling, int telling) {
  static ListenerThreads of(PaybellProperties.Listener written, ShopDatabase database) {
    if (written.threads() != null) {
      return new ListenerThreads(written.threads(), written.threads());
    }
    if (database.hasOneWriter()) {
      return new ListenerThreads(1, 1);
    }
    int all = database.share().listeners();
    if (written.mode() == Mode.TOGETHER) {
      return new ListenerThreads(all, all);
    }
    // Then the two take connections beside each other.
    int handling = Math.max(1, all / 2);
    return new ListenerThreads(handling, Math.max(1, all - handling));
  }
}
