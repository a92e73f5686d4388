package io.github.paybell.engine;

import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;

/** Says when a replica starts with another master key than the one that sealed the store's key. */
final class MasterKeyWatch {
  // No account's name: it is about the store.
  private static final String STORE = "*";
  private static final String CAUSE =
      "the store's key does not open with the master key of a replica: give every replica on this"
          + " database the same master-key";

  private final Store store;
  private final Ledger ledger;

  MasterKeyWatch(Store store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  void note(StoreKey key) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.openAlone(connection);
          if (key.opens()) {
            posting.healed(STORE, ProblemKind.MASTER_KEY_DIFFERS, CAUSE);
          } else {
            posting.problem(STORE, ProblemKind.MASTER_KEY_DIFFERS, CAUSE);
          }
          posting.flush();
          return key.opens();
        });
  }
}
