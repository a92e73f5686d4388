package io.github.paybell.cli;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.http.ListenException;
import io.github.paybell.simulator.tls.LocalCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code paybell simulate}: runs WeChat Pay on this machine until it is stopped. */
@Command(name = "simulate")
final class SimulateCommand implements Callable<Integer> {
  private static final int TLS_PORT = 9443;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--host", paramLabel = "HOST")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT")
  private @Nullable Integer port;

  @Option(names = "--config", paramLabel = "FILE")
  private @Nullable Path config;

  @Option(names = "--seed", paramLabel = "N")
  private @Nullable Long seed;

  @Option(names = "--speed", paramLabel = "1|100|manual", converter = SpeedConverter.class)
  private @Nullable Speed speed;

  @Option(names = "--tls")
  private boolean tls;

  @Option(names = "--tls-port", paramLabel = "PORT")
  private @Nullable Integer tlsPort;

  @Option(names = "--client", paramLabel = "NAME")
  private String client = "all";

  @Option(names = "--quiet")
  private boolean quiet;

  @Override
  public Integer call() {
    QuietLogs.set();
    CommandSpec command = Objects.requireNonNull(spec);
    Console console = new Console(command);
    if (!Greeting.clients().contains(client)) {
      throw new ParameterException(
          command.commandLine(),
          "no client \"" + client + "\"; there are " + String.join(", ", Greeting.clients()));
    }
    Simulator simulator;
    try {
      simulator = Simulator.start(options());
      keepClientCertificate(simulator);
    } catch (IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | ListenException e) {
      console.complain(String.valueOf(e.getMessage()));
      return 1;
    }
    if (!quiet) {
      EventLines.show(simulator, console);
    }
    new Greeting(simulator, console).say(client);
    return Running.untilStopped("simulator", simulator::close);
  }

  /** What a v2 client needs where the rule {@code client-certificate} is on. */
  private static void keepClientCertificate(Simulator simulator) {
    if (simulator.tlsUrl() == null) {
      return;
    }
    Path directory = simulator.options().caDirectory();
    try {
      Files.write(
          directory.resolve(Greeting.CLIENT_CERTIFICATE),
          LocalCa.open(directory).merchantP12(simulator.merchant()));
    } catch (IOException e) {
      simulator.close();
      throw new UncheckedIOException(
          "cannot write " + directory.resolve(Greeting.CLIENT_CERTIFICATE), e);
    }
  }

  private SimulatorOptions options() {
    SimulatorOptions options = SimulatorConfig.read(config, host, port, seed, speed);
    if (tlsPort != null) {
      return options.withTls(tlsPort, options.caDirectory());
    }
    return tls && options.tlsPort() == null
        ? options.withTls(TLS_PORT, options.caDirectory())
        : options;
  }
}
