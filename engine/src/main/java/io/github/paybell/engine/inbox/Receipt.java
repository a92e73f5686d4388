package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.Rows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one notification came and how it is answered: what its row says besides what it says itself
 * (SEEN). The row is written before the answer has left, with the answer that follows from its
 * verdict and the milliseconds so far; where that turns out wrong there is a {@link Correction}.
 * Thread-safe.
 */
final class Receipt {
  // A commit takes that long; only what takes longer is corrected.
  private static final int TOLERATED_MILLIS = 50;

  private final String address;
  private final String keyId;
  private final Instant at;
  private final long begun;

  // What the row says; if its transaction was run again, by the last run.
  private @Nullable Correction written;
  private @Nullable Answer given;
  private boolean committed;

  /**
   * @param address who sent it; any text
   * @param keyId which key proved it
   * @param at when it came
   * @param begun the same by {@link System#nanoTime()}
   */
  Receipt(String address, String keyId, Instant at, long begun) {
    this.address = Columns.text(address, 64);
    this.keyId = Columns.text(keyId, 64);
    this.at = at.truncatedTo(ChronoUnit.MICROS);
    this.begun = begun;
  }

  /**
   * An answer.
   *
   * @param name see {@link Replies#said}
   * @param tookMs milliseconds until it was handed to the connection
   */
  record Answer(String name, int tookMs) {
    private boolean isLike(Answer other) {
      return name.equals(other.name) && Math.abs(tookMs - other.tookMs) < TOLERATED_MILLIS;
    }
  }

  /**
   * What a row is to say of the answer.
   *
   * @param id of the notification
   * @param copy the row is not the notification's own but that of a further arrival
   * @param at when that arrived
   */
  record Correction(UUID id, boolean copy, Instant at, Answer answer) {}

  /**
   * Fills the columns of a row.
   *
   * @param copy see {@link Correction}
   * @param answer how it will be answered if this transaction commits
   */
  synchronized void write(Rows row, UUID id, boolean copy, String answer) {
    var soFar = new Answer(answer, millis());
    written = new Correction(id, copy, at, soFar);
    row.set("arrived_at", at)
        .set("arrived_micros", ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .set("address", address)
        .set("answered", soFar.name())
        .set("took_ms", soFar.tookMs())
        .set("key_id", keyId);
  }

  /**
   * The transaction that wrote the row has committed.
   *
   * @return null: nothing in it is known to be wrong
   */
  synchronized @Nullable Correction committed() {
    committed = true;
    return correction();
  }

  /**
   * The answer was handed to the connection.
   *
   * @param answer see {@link Replies#said}
   * @return null: the row says so, or there is none yet
   */
  synchronized @Nullable Correction answered(String answer) {
    given = new Answer(answer, millis());
    return correction();
  }

  private @Nullable Correction correction() {
    var row = written;
    var answer = given;
    return !committed || row == null || answer == null || answer.isLike(row.answer())
        ? null
        : new Correction(row.id(), row.copy(), at, answer);
  }

  private int millis() {
    return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - begun) / 1_000_000);
  }
}
