package io.github.paybell.cli;

import io.github.paybell.server.StartException;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.http.ListenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paybell demo}: simulator, coffee shop and server, and four stories to click through. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", paramLabel = "PORT")
  private int port = SimulatorOptions.DEFAULT_PORT;

  @Option(names = "--shop-port", paramLabel = "PORT")
  private int shopPort = 8088;

  @Option(names = "--notify-port", paramLabel = "PORT")
  private int notifyPort = 8080;

  @Option(names = "--admin-port", paramLabel = "PORT")
  private int adminPort = 8081;

  @Option(names = "--door-port", hidden = true)
  void doorPort(int value) {
    throw FormerOption.of(spec, "--door-port", "--notify-port");
  }

  @Option(names = "--office-port", hidden = true)
  void officePort(int value) {
    throw FormerOption.of(spec, "--office-port", "--admin-port");
  }

  @Option(names = "--data-dir", paramLabel = "DIR")
  private Path dataDir = Path.of("paybell-demo");

  @Override
  public Integer call() {
    QuietLogs.set();
    Console console = new Console(Objects.requireNonNull(spec));
    @Nullable Path jars = DemoCoffeeShop.jars().orElse(null);
    console.say("demo.starting");
    long began = System.nanoTime();
    Demo demo;
    try {
      demo =
          Demo.start(
              dataDir,
              SimulatorOptions.defaults().withPort(port),
              new Demo.Ports(notifyPort, adminPort, shopPort),
              jars,
              part ->
                  console.say(
                      "demo.part." + part.name().toLowerCase(Locale.ROOT),
                      (System.nanoTime() - began) / NANOS),
              told -> console.say("demo.told", told.type(), told.outTradeNo(), told.version()));
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
    guide(demo, console);
    EventLines.show(demo.simulator(), console);
    return Running.untilStopped("demo", demo::close);
  }

  private static void guide(Demo demo, Console console) {
    Path token = demo.folder().resolve("admin-token");
    console.say("demo.ready");
    demo.coffeeShop().ifPresent(shop -> console.say("demo.address.shop", shop.url(), shop.url()));
    console.say("demo.addresses", demo.simulator().url(), demo.admin(), token);
    if (demo.coffeeShop().isPresent()) {
      console.say("demo.stories");
    } else {
      console.say("demo.no-shop");
    }
    console.say(
        "demo.server",
        demo.cashier(),
        token,
        demo.order().address(),
        demo.key().outTradeNo(),
        demo.folder(),
        demo.notifyUrl());
  }
}
