package io.github.paybell.cli;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code paybell train}, for the build: a server on a folder of its own answers a few requests and
 * stops, and so does a simulator, so that the JVM can write down which classes a start needs.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final String TOKEN = "training-token-0001";
  private static final int TIMEOUT_MILLIS = 10_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("paybell-train");
    try {
      var config = Files.writeString(folder.resolve("paybell.yml"), config(folder));
      try (var server = PaybellServer.start(new SettingsSource(config, Map.of(), Map.of()))) {
        ask(server.notifyPort(), "GET /healthz", "");
        ask(server.notifyPort(), "POST /notify/" + TOKEN, "<xml></xml>");
        var order = "/api/v1/accounts/training/orders/TRAINING0001";
        ask(server.adminPort(), "PUT " + order, "{\"amount\":{\"total\":1}}");
        ask(server.adminPort(), "GET " + order, "");
        ask(server.adminPort(), "GET /api/v1/notifications", "");
      }
      demo(folder.resolve("demo"));
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static void demo(Path folder) throws IOException, InterruptedException {
    try (var demo =
        Demo.start(
            folder, SimulatorOptions.forTests(), Demo.Ports.FREE, null, part -> {}, told -> {})) {
      int port = URI.create(demo.simulator().url()).getPort();
      ask(port, "GET /", "");
      ask(port, "GET /sim/orders", "");
      ask(port, "GET " + URI.create(demo.cashier()).getPath(), "");
      var order = demo.key().mchid() + "/" + demo.key().outTradeNo();
      ask(port, "POST /sim/orders/" + order + "/pay", "{}");
      demo.simulator().settle();
    }
  }

  private static String config(Path folder) {
    return """
        paybell:
          notify: { host: 127.0.0.1, port: 0 }
          admin: { port: 0, token: %s }
          data-dir: %s
          accounts:
            training:
              mchid: "1900000001"
              notify-token: %s
              v2: { key: TrainingKeyTrainingKeyTrainingKe }
        logging.level.root: "off"
        """
        .formatted(TOKEN, folder.resolve("data"), TOKEN);
  }

  private static void ask(int port, String request, String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var head =
          request
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
              + TOKEN
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
