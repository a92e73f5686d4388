package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.EventName;
import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was told, to whom, and once more. Thread-safe. */
public interface Deliveries {
  /**
   * Which events; a null member does not narrow.
   *
   * @param subject an out_trade_no
   */
  record EventFilter(
      @Nullable String account, @Nullable String subject, @Nullable EventName type) {}

  /**
   * Which deliveries; a null member does not narrow.
   *
   * @param state {@code pending}, {@code delivered} or {@code dead}
   * @param since of events from then on
   * @param until of events before then
   */
  record Filter(
      @Nullable String account,
      @Nullable String subscriber,
      @Nullable String state,
      @Nullable EventName type,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /**
   * Events, newest first.
   *
   * @param cursor of the page before; null: the first
   * @throws StoreUnavailableException if the store cannot be asked; so do all the others
   */
  Page<EventView> events(EventFilter filter, @Nullable String cursor, int limit);

  Optional<EventView> event(UUID id);

  /** Deliveries, newest event first. */
  Page<DeliveryView> list(Filter filter, @Nullable String cursor, int limit);

  Optional<DeliveryView> find(DeliveryKey key);

  /**
   * Tries one again at once, whatever became of it; its attempts are counted from 0.
   *
   * @param actor who says so, for the audit (AUDITED)
   * @return empty if there is no such delivery
   */
  Optional<DeliveryView> retry(DeliveryKey key, String actor);

  /**
   * Tells an event again: to one subscriber, or to all that are configured and want its type, also
   * those that came later.
   *
   * @return empty if there is no such event, or no such subscriber
   */
  Optional<EventView> redeliver(UUID event, @Nullable String subscriber, String actor);

  /**
   * Tells again what the filter says, in many short transactions, also what a subscriber that came
   * later never had; a filter without state means all states.
   *
   * @return how many deliveries are due again
   */
  long redeliver(Filter filter, String actor);
}
