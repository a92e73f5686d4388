package io.github.paybell.engine.ledger;

/** Finds events by the names they have on the wire and in the database. */
public final class EventNames {
  private EventNames() {}

  /**
   * The event of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EventName ofWire(String wireName) {
    return wireName.startsWith(WechatEvent.PREFIX)
        ? new WechatEvent(wireName.substring(WechatEvent.PREFIX.length()))
        : EventType.ofWire(wireName);
  }
}
