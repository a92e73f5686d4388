package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.util.List;

/**
 * An event as the admin API shows it.
 *
 * @param deliveries one for each subscriber that it was for
 */
public record EventView(Event event, List<DeliveryView> deliveries) {
  public EventView {
    deliveries = List.copyOf(deliveries);
  }
}
