package io.github.paybell.cli;

import io.github.paybell.server.StartException;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.http.ListenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paybell demo}: simulator and server together, with one order to pay. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MILLIS = 250;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", paramLabel = "PORT")
  private int port = SimulatorOptions.DEFAULT_PORT;

  @Option(names = "--door-port", paramLabel = "PORT")
  private int doorPort = 8080;

  @Option(names = "--office-port", paramLabel = "PORT")
  private int officePort = 8081;

  @Option(names = "--data-dir", paramLabel = "DIR")
  private Path dataDir = Path.of("paybell-demo");

  @Override
  public Integer call() {
    QuietLogs.set();
    Console console = new Console(Objects.requireNonNull(spec));
    console.say("demo.starting");
    Demo demo;
    try {
      demo = Demo.start(dataDir, SimulatorOptions.defaults().withPort(port), doorPort, officePort);
    } catch (StartException
        | ListenException
        | IOException
        | UncheckedIOException
        | IllegalArgumentException e) {
      console.complain(String.valueOf(e.getMessage()));
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
    console.say(
        "demo.ready",
        demo.simulator().url(),
        demo.office(),
        demo.folder().resolve("office-token"),
        demo.cashier(),
        demo.folder().resolve("office-token"),
        demo.order().address(),
        demo.notifyUrl());
    EventLines.show(demo.simulator(), console);
    var watch = watch(demo, console);
    return Running.untilStopped(
        "demo",
        () -> {
          watch.shutdownNow();
          demo.close();
        });
  }

  /** Looks into the ledger until the order is paid there. */
  private static ScheduledExecutorService watch(Demo demo, Console console) {
    var looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "demo-watch");
              thread.setDaemon(true);
              return thread;
            });
    Runnable look =
        () -> {
          try {
            if ("SUCCESS".equals(demo.order().tradeState())) {
              console.say("demo.paid", demo.key().outTradeNo(), demo.order().address());
              looking.shutdown();
            }
          } catch (IOException e) {
            // The server is on its way out; so is this.
            looking.shutdown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    var unused =
        looking.scheduleWithFixedDelay(
            look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return looking;
  }
}
