package io.github.paybell.cli;

import io.github.paybell.server.PaybellServer;
import io.github.paybell.server.StartException;
import io.github.paybell.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paybell serve}: runs the server until it is stopped. */
@Command(name = "serve")
final class ServeCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE")
  private @Nullable Path config;

  @Option(names = "--port", paramLabel = "PORT")
  private @Nullable Integer port;

  @Option(names = "--admin-port", paramLabel = "PORT")
  private @Nullable Integer adminPort;

  @Option(names = "--office-port", hidden = true)
  void officePort(int value) {
    throw FormerOption.of(spec, "--office-port", "--admin-port");
  }

  @Option(names = "--data-dir", paramLabel = "DIR")
  private @Nullable Path dataDir;

  @Option(names = "--accept-store", paramLabel = "ID")
  private @Nullable String acceptStore;

  ServeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    PaybellServer server;
    try {
      server = PaybellServer.start(source());
    } catch (StartException e) {
      if (spec != null) {
        spec.commandLine().getErr().println("paybell: " + e.getMessage());
      }
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "paybell-stop"));
    // Ctrl-C and SIGTERM end the process through the hook; nothing else does.
    new CountDownLatch(1).await();
    return 0;
  }

  private SettingsSource source() {
    var options = new HashMap<String, String>();
    put(options, "paybell.notify.port", port);
    put(options, "paybell.admin.port", adminPort);
    put(options, "paybell.data-dir", dataDir);
    put(options, "paybell.store.accept", acceptStore);
    return new SettingsSource(config, options, environment);
  }

  private static void put(Map<String, String> options, String key, @Nullable Object value) {
    if (value != null) {
      options.put(key, value.toString());
    }
  }
}
