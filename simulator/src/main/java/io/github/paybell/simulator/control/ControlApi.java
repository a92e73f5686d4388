package io.github.paybell.simulator.control;

import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.messenger.Messages;
import io.github.paybell.simulator.platform.Platform;
import java.util.function.Supplier;

/**
 * The control API of the simulator: everything under {@code /sim}, and the watcher's page.
 * Thread-safe.
 *
 * <p>Pages that watch are told over {@link Live}: {@code order}, {@code message} and {@code
 * request} in short, {@code clock} and {@code faults} as the calls of that name answer, and {@code
 * reset}.
 */
public final class ControlApi {
  private final MerchantEndpoints merchants;
  private final OrderEndpoints orders;
  private final MessageEndpoints messages;
  private final SimulationEndpoints control;
  private final RequestEndpoints requests;
  private final WatcherPage page = new WatcherPage();

  /**
   * The API of this simulator; from now on it tells pages what happens.
   *
   * @param baseUrl the simulator's address as browsers reach it, without a slash at the end
   * @param reset brings everything back to the start
   */
  public ControlApi(
      Platform platform,
      Messages messenger,
      StandingFaults faults,
      Journal journal,
      Live live,
      Supplier<String> baseUrl,
      Runnable reset) {
    merchants = new MerchantEndpoints(platform, baseUrl);
    orders = new OrderEndpoints(platform, baseUrl);
    messages = new MessageEndpoints(messenger);
    control = new SimulationEndpoints(platform, faults, live, reset);
    requests = new RequestEndpoints(journal);
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
