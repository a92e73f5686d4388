package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.GroupCommit;
import io.github.paybell.engine.store.Store;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reading and recording, shared by what WeChat Pay delivers and what a person hands in once more.
 * Thread-safe.
 */
public final class Intake {
  private final Reader reader;
  private final Recorder recorder;
  private final @Nullable ProcessingQueue handling;
  private final GroupCommit.Work<Arrival, Recorded> recording;

  /** What is recorded is applied in the same transaction. */
  public Intake(Store store, Accounts accounts, Ledger ledger, Clock clock) {
    this(store, accounts, ledger, null, clock);
  }

  /**
   * @param handling applies what is recorded, in transactions of its own; null: no other writes
   *     belong to it, and it is applied in the transaction that records it
   */
  public Intake(
      Store store,
      Accounts accounts,
      Ledger ledger,
      @Nullable ProcessingQueue handling,
      Clock clock) {
    reader =
        new Reader(
            mchid -> {
              var account = accounts.byMchid(mchid);
              return account == null ? null : account.name();
            });
    var variants =
        new Variants(
            store,
            (name, raw) -> {
              var account = accounts.byName(name);
              return account == null
                  ? null
                  : reader
                      .again(account, raw, clock.instant())
                      .match(genuine -> genuine.arrival().facts(), refused -> null);
            });
    recorder = new Recorder(store, ledger, variants, clock);
    this.handling = handling;
    recording =
        handling == null
            ? recorder::record
            : new DeferredRecorder(store, ledger, variants, handling, clock);
  }

  Reader reader() {
    return reader;
  }

  Recorder recorder() {
    return recorder;
  }

  @Nullable ProcessingQueue handling() {
    return handling;
  }

  /** What is done with a group of arrivals in one transaction. */
  GroupCommit.Work<Arrival, Recorded> recording() {
    return recording;
  }
}
