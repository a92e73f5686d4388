package io.github.paybell.simulator.messenger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** All deliveries, the oldest first, and those that are held back. Thread-safe. */
final class Mailbox {
  private static final int KEPT = 10_000;

  private final Map<String, MessageDelivery> byId = new LinkedHashMap<>();
  private final List<MessageDelivery> held = new ArrayList<>();

  /** Keeps one; of too many the oldest that have ended make room. */
  synchronized void put(MessageDelivery delivery) {
    byId.put(delivery.letter().id(), delivery);
    Iterator<MessageDelivery> oldest = byId.values().iterator();
    while (byId.size() > KEPT && oldest.hasNext()) {
      if (!oldest.next().isPending()) {
        oldest.remove();
      }
    }
  }

  synchronized List<MessageDelivery> all() {
    return List.copyOf(byId.values());
  }

  /**
   * The one with this id.
   *
   * @throws NoSuchElementException if there is none
   */
  synchronized MessageDelivery get(String id) {
    MessageDelivery delivery = byId.get(id);
    if (delivery == null) {
      throw new NoSuchElementException("no message " + id);
    }
    return delivery;
  }

  synchronized void hold(MessageDelivery delivery) {
    held.add(delivery);
  }

  /** Lets one go; false if it has gone already. */
  synchronized boolean release(MessageDelivery delivery) {
    return held.remove(delivery);
  }

  /** Those that wait until another message to the same merchant has gone. */
  synchronized List<MessageDelivery> heldUntil(MessageDelivery other) {
    return held.stream()
        .filter(it -> it != other && it.letter().mchid().equals(other.letter().mchid()))
        .toList();
  }

  synchronized void clear() {
    byId.clear();
    held.clear();
  }
}
