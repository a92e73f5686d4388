package io.github.paybell.cli;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.platform.OrderKey;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Prepay;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Simulator and server in one process, and one order that waits to be paid. */
final class Demo implements AutoCloseable {
  private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final Path folder;
  private final Simulator simulator;
  private final PaybellServer server;
  private final DemoOrder order;
  private final OrderKey key;

  private Demo(
      Path folder, Simulator simulator, PaybellServer server, DemoOrder order, OrderKey key) {
    this.folder = folder;
    this.simulator = simulator;
    this.server = server;
    this.order = order;
    this.key = key;
  }

  /**
   * Starts everything and places the order.
   *
   * @param folder is made if it is missing; keeps the ledger from one demo to the next
   * @param doorPort 0 takes a free one
   * @param officePort 0 takes a free one
   * @throws IOException if the folder cannot be written or the order is not taken
   * @throws io.github.paybell.server.StartException if the server cannot start
   * @throws io.github.paybell.simulator.http.ListenException if the simulator cannot
   */
  static Demo start(Path folder, SimulatorOptions options, int doorPort, int officePort)
      throws IOException, InterruptedException {
    Simulator simulator = Simulator.start(options);
    @Nullable PaybellServer server = null;
    boolean started = false;
    try {
      // The notify_url of an order names the port, so it has to be known before.
      int door = doorPort == 0 ? freePort() : doorPort;
      Path config = DemoFiles.write(folder, simulator, door, officePort);
      server = PaybellServer.start(new SettingsSource(config, Map.of(), Map.of()));
      String outTradeNo =
          "DEMO" + NUMBER.format(options.real().instant().atOffset(Platform.BEIJING));
      DemoOrder order =
          new DemoOrder(
              "http://127.0.0.1:" + server.officePort(),
              Files.readString(folder.resolve("office-token")).strip(),
              outTradeNo);
      order.place();
      started = true;
      return new Demo(
          folder, simulator, server, order, new OrderKey(simulator.merchant().mchid(), outTradeNo));
    } finally {
      if (!started) {
        if (server != null) {
          server.close();
        }
        simulator.close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String notifyUrl(PaybellServer server) {
    return "http://127.0.0.1:" + server.doorPort() + "/notify/" + DemoFiles.NOTIFY_TOKEN;
  }

  /** Where it keeps its files. */
  Path folder() {
    return folder;
  }

  Simulator simulator() {
    return simulator;
  }

  /** The order as a shop sees it. */
  DemoOrder order() {
    return order;
  }

  /** The order as WeChat Pay knows it. */
  OrderKey key() {
    return key;
  }

  /** Where notifications go. */
  String notifyUrl() {
    return notifyUrl(server);
  }

  /** Address of the office, without a slash at the end. */
  String office() {
    return "http://127.0.0.1:" + server.officePort();
  }

  /** Where the payer pays. */
  String cashier() {
    Prepay prepay = simulator.platform().newestPrepay(key);
    return simulator.url() + "/cashier/" + (prepay == null ? "" : prepay.prepayId());
  }

  /** Server first: the notification that is under way gets its answer. */
  @Override
  public void close() {
    server.close();
    simulator.close();
  }
}
