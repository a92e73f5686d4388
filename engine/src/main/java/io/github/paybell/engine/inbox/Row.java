package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Rows;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code paybell_notification} as one group sees it: stored before, or new with this
 * group. Not thread-safe.
 */
final class Row {
  private final UUID id;
  private final String dedupeKey;
  private final @Nullable Arrival first;
  private final boolean conflicting;
  private @Nullable Verdict verdict;
  private @Nullable String facts;

  private Row(
      UUID id,
      String dedupeKey,
      @Nullable Arrival first,
      boolean conflicting,
      @Nullable Verdict verdict,
      @Nullable String facts) {
    this.id = id;
    this.dedupeKey = dedupeKey;
    this.first = first;
    this.conflicting = conflicting;
    this.verdict = verdict;
    this.facts = facts;
  }

  static Row stored(String dedupeKey, Seen seen) {
    return stored(seen.id(), dedupeKey, Verdict.ofWire(seen.verdict()), seen.facts());
  }

  static Row stored(UUID id, String dedupeKey, Verdict verdict, @Nullable String facts) {
    return new Row(id, dedupeKey, null, false, verdict, facts);
  }

  /**
   * @param conflicting another row of its key says something else
   */
  static Row added(String dedupeKey, Arrival first, boolean conflicting) {
    return new Row(first.id(), dedupeKey, first, conflicting, null, first.facts());
  }

  UUID id() {
    return id;
  }

  String dedupeKey() {
    return dedupeKey;
  }

  /** The arrival whose bytes it has, if it is new. */
  @Nullable Arrival first() {
    return first;
  }

  boolean conflicting() {
    return conflicting;
  }

  /** Null: it is new, and nothing has been decided yet. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  boolean isFinal() {
    return verdict != null && verdict.isFinal();
  }

  /** Null: they could not be read. */
  @Nullable String facts() {
    return facts;
  }

  boolean says(@Nullable String what) {
    return facts != null && facts.equals(what);
  }

  void read(String what) {
    facts = what;
  }

  void judged(Verdict now) {
    verdict = now;
  }

  /**
   * Adds it to the rows that are inserted, if it is new.
   *
   * @param nextTryAt when it is tried again, if its verdict is not final
   */
  void insert(
      Rows inserts,
      Arrival arrival,
      Verdict verdict,
      @Nullable String reason,
      Instant nextTryAt,
      Instant now) {
    inserts
        .add()
        .set("id", arrival.id())
        .set("account", arrival.account())
        .set("dedupe_key", dedupeKey)
        .set("facts", arrival.facts())
        .set("api", arrival.api().wireName())
        .set("event_type", arrival.eventType())
        .set("out_trade_no", arrival.outTradeNo())
        .set("amount_total", arrival.amountTotal())
        .set("status", arrival.status())
        .set("verdict", verdict.wireName())
        .set("reason", reason)
        .set("headers", arrival.headers())
        .set("raw", arrival.raw())
        .set("is_final", verdict.isFinal() ? 1 : 0)
        .set("next_try_at", nextTryAt)
        .set("now", now);
    arrival.write(inserts, arrival.id(), false, Replies.saidOfStored(arrival, verdict));
  }
}
