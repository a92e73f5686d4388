package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;

/** The refused requests of a store that a test made. */
final class TestRejections {
  private TestRejections() {}

  static Rejections of(Store store) {
    return of(store, Clock.systemUTC());
  }

  static Rejections of(Store store, Clock clock) {
    return new Rejections(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
  }
}
