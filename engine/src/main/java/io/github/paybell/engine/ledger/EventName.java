package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/** What an event is: a fact of Paybell's own, or what another product of WeChat Pay said. */
public sealed interface EventName permits EventType, WechatEvent {
  /** As in the event's {@code type}. */
  String wireName();

  /** Under which a subscriber may want it besides its own name; null: under none. */
  @Nullable String family();
}
