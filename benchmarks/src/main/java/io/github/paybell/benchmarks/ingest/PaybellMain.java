package io.github.paybell.benchmarks.ingest;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Paybell's server as users run it, with the configuration file named by the only argument. */
public final class PaybellMain {
  private PaybellMain() {}

  public static void main(String[] args) throws InterruptedException {
    var server = PaybellServer.start(new SettingsSource(Path.of(args[0]), Map.of(), Map.of()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    new CountDownLatch(1).await();
  }
}
