package io.github.paybell.simulator.desk;

import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.messenger.Messages;
import io.github.paybell.simulator.platform.Platform;
import java.util.function.Supplier;

/**
 * The desk of the simulator: everything under {@code /sim}, and the watcher's page. Thread-safe.
 *
 * <p>Pages that watch are told over {@link Live}: {@code order}, {@code message} and {@code
 * request} in short, {@code clock} and {@code faults} as the calls of that name answer, and {@code
 * reset}.
 */
public final class Desk {
  private final MerchantDesk merchants;
  private final OrderDesk orders;
  private final MessageDesk messages;
  private final ControlDesk control;
  private final RequestDesk requests;
  private final WatcherPage page = new WatcherPage();

  /**
   * A desk; from now on it tells pages what happens.
   *
   * @param baseUrl the simulator's address as browsers reach it, without a slash at the end
   * @param reset brings everything back to the start
   */
  public Desk(
      Platform platform,
      Messages messenger,
      StandingFaults faults,
      Journal journal,
      Live live,
      Supplier<String> baseUrl,
      Runnable reset) {
    merchants = new MerchantDesk(platform, baseUrl);
    orders = new OrderDesk(platform, baseUrl);
    messages = new MessageDesk(messenger);
    control = new ControlDesk(platform, faults, live, reset);
    requests = new RequestDesk(journal);
    platform.listen(new LiveFeed(live));
    messenger.listen(it -> live.publish("message", MessageJson.summary(it).toString()));
    journal.listen(it -> live.publish("request", RequestJson.summary(it).toString()));
  }

  /** Adds its paths. */
  public void routes(Routes routes) {
    merchants.routes(routes);
    orders.routes(routes);
    messages.routes(routes);
    control.routes(routes);
    requests.routes(routes);
    page.routes(routes);
  }
}
