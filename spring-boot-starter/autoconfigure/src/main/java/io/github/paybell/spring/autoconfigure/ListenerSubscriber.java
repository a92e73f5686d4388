package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.ledger.WechatEvent;
import io.github.paybell.settings.SettingsException;
import java.util.List;

/** The shop's listeners as one more subscriber, for the mode in which they run after the commit. */
final class ListenerSubscriber {
  private static final String NAME = "listener";

  private ListenerSubscriber() {}

  /**
   * Makes it.
   *
   * @param takesOthers whether the listeners may want messages of other products
   * @param threads of listeners
   * @throws SettingsException if the settings give its name to another subscriber
   */
  static Subscriber of(
      Listeners listeners, PaybellProperties properties, boolean takesOthers, int threads) {
    if (properties.subscribers().containsKey(NAME)) {
      throw new SettingsException(
          "paybell.subscribers."
              + NAME
              + ": this name is taken by the listeners that run after the commit.",
          "Give the subscriber another name.");
    }
    return new Subscriber(
        NAME,
        EventSelection.of(takesOthers ? List.of("*", WechatEvent.ALL) : List.of()),
        threads,
        0,
        new ListenerChannel(listeners, threads));
  }
}
