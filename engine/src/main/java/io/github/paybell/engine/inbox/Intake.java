package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Store;
import java.time.Clock;

/**
 * Reading and recording, shared by what WeChat Pay delivers and what a person hands in once more.
 * Thread-safe.
 */
public final class Intake {
  private final Reader reader;
  private final Recorder recorder;

  public Intake(Store store, Accounts accounts, Ledger ledger, Clock clock) {
    reader =
        new Reader(
            mchid -> {
              var account = accounts.byMchid(mchid);
              return account == null ? null : account.name();
            });
    recorder = new Recorder(store, ledger, clock);
  }

  Reader reader() {
    return reader;
  }

  Recorder recorder() {
    return recorder;
  }
}
