package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.platform.Events;
import io.github.paybell.simulator.platform.PlatformOrder;

/**
 * Tells pages that watch what changed. In short: a page asks for the whole when it shows it, and
 * this runs while the platform waits.
 */
final class LiveFeed implements Events {
  private final Live live;

  LiveFeed(Live live) {
    this.live = live;
  }

  @Override
  public void changed(PlatformOrder order) {
    live.publish("order", OrderJson.of(order).toString());
  }
}
