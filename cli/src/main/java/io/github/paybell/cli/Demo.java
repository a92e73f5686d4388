package io.github.paybell.cli;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Prepay;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Simulator and server in one process, one order that waits to be paid, a subscriber that the
 * server tells, and the coffee shop beside them.
 */
final class Demo implements AutoCloseable {
  private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final Path folder;
  private final Merchant merchant = DemoFiles.serversMerchant();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private @Nullable DemoCoffeeShop coffeeShop;
  private @Nullable Simulator simulator;
  private @Nullable PaybellServer server;
  private @Nullable DemoOrder order;
  private String outTradeNo = "";

  private Demo(Path folder) {
    this.folder = folder;
  }

  /**
   * The ports of a demo; 0 takes a free one.
   *
   * @param listener of the server, where notifications arrive
   * @param admin of the server
   * @param shop of the coffee shop
   */
  record Ports(int listener, int admin, int shop) {
    /** For tests. */
    static final Ports FREE = new Ports(0, 0, 0);
  }

  /** A part of the demo, as it becomes ready. */
  enum Part {
    SIMULATOR,
    SERVER,
    COFFEE_SHOP
  }

  /**
   * Starts everything and places the order.
   *
   * @param folder is made if it is missing; keeps the ledgers from one demo to the next
   * @param coffeeJars of the coffee shop; null: there is none
   * @param ready is told of each part
   * @param told is told what the server tells its subscriber
   * @throws IOException if the folder cannot be written, the order is not taken, or the coffee shop
   *     cannot start
   * @throws io.github.paybell.server.StartException if the server cannot start
   * @throws io.github.paybell.simulator.http.ListenException if the simulator cannot
   */
  static Demo start(
      Path folder,
      SimulatorOptions options,
      Ports ports,
      @Nullable Path coffeeJars,
      Consumer<Part> ready,
      Consumer<DemoSubscriber.Told> told)
      throws IOException, InterruptedException {
    Demo demo = new Demo(folder);
    boolean started = false;
    try {
      demo.begin(options, ports, coffeeJars, ready, told);
      started = true;
      return demo;
    } finally {
      if (!started) {
        demo.close();
      }
    }
  }

  private void begin(
      SimulatorOptions options,
      Ports ports,
      @Nullable Path coffeeJars,
      Consumer<Part> ready,
      Consumer<DemoSubscriber.Told> told)
      throws IOException, InterruptedException {
    Simulator wechat = keep(Simulator.start(options.withMerchants(List.of(merchant))));
    simulator = wechat;
    ready.accept(Part.SIMULATOR);
    DemoFiles files = new DemoFiles(folder, wechat);
    if (coffeeJars != null) {
      // In its own process, so it starts while the server does.
      int port = chosen(ports.shop());
      coffeeShop =
          keep(
              DemoCoffeeShop.launch(
                  coffeeJars, files.coffeeShop(port), port, folder.resolve("coffee-shop.log")));
    }
    DemoSubscriber subscriber = keep(DemoSubscriber.start(told));
    // The notify_url of an order names the port, so it has to be known before.
    Path config = files.server(merchant, chosen(ports.listener()), ports.admin(), subscriber);
    PaybellServer paybell =
        keep(PaybellServer.start(new SettingsSource(config, Map.of(), Map.of())));
    server = paybell;
    ready.accept(Part.SERVER);
    outTradeNo = "DEMO" + NUMBER.format(options.real().instant().atOffset(PlatformTime.OFFSET));
    order =
        new DemoOrder(admin(), Files.readString(folder.resolve("admin-token")).strip(), outTradeNo);
    order.place();
    if (coffeeShop != null) {
      coffeeShop.awaitReady();
      ready.accept(Part.COFFEE_SHOP);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  private static int chosen(int port) throws IOException {
    if (port != 0) {
      return port;
    }
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the demo has not started");
    }
    return part;
  }

  /** Where it keeps its files. */
  Path folder() {
    return folder;
  }

  Simulator simulator() {
    return there(simulator);
  }

  /** The coffee shop, if there is one. */
  Optional<DemoCoffeeShop> coffeeShop() {
    return Optional.ofNullable(coffeeShop);
  }

  /** The order as a shop sees it. */
  DemoOrder order() {
    return there(order);
  }

  /** The order as WeChat Pay knows it. */
  PlatformOrderKey key() {
    return new PlatformOrderKey(merchant.mchid(), outTradeNo);
  }

  /** Where the server is notified. */
  String notifyUrl() {
    return "http://127.0.0.1:" + there(server).notifyPort() + "/notify/" + DemoFiles.NOTIFY_TOKEN;
  }

  /** Address of the admin API, without a slash at the end. */
  String admin() {
    return "http://127.0.0.1:" + there(server).adminPort();
  }

  /** Where the payer pays. */
  String cashier() {
    Prepay prepay = simulator().platform().newestPrepay(key());
    return simulator().url() + "/cashier/" + (prepay == null ? "" : prepay.prepayId());
  }

  /** The last that started first: what is under way gets its answer. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        // None of them throws; whatever this one did, the others have to end.
        continue;
      }
    }
  }
}
