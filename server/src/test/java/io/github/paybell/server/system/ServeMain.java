package io.github.paybell.server.system;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The server as a process of its own, started and stopped the way {@code paybell serve} does it
 * (whose class is in a room above this one). Arguments: the configuration file, then key=value.
 */
final class ServeMain {
  static final String PORTS = "listening on ";

  private ServeMain() {}

  public static void main(String[] args) throws InterruptedException {
    var server = PaybellServer.start(source(args));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "paybell-stop"));
    System.out.println(PORTS + server.notifyPort() + " " + server.adminPort());
    new CountDownLatch(1).await();
  }

  static SettingsSource source(String[] args) {
    var settings = new HashMap<String, String>();
    for (int i = 1; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    return new SettingsSource(Path.of(args[0]), settings, System.getenv());
  }
}
