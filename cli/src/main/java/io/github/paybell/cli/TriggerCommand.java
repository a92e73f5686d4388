package io.github.paybell.cli;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.load.LoadPlan;
import io.github.paybell.simulator.load.LoadResult;
import io.github.paybell.simulator.load.LoadRun;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.OtherAssignment;
import io.github.paybell.simulator.trigger.SampleFields;
import io.github.paybell.simulator.trigger.Trigger;
import io.github.paybell.simulator.trigger.TriggerEvent;
import io.github.paybell.simulator.wire.Product;
import io.github.paybell.simulator.wire.Products;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paybell trigger}: one notification without any state, or very many. */
@Command(name = "trigger")
final class TriggerCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 64;
  private static final int LARGEST_SEED = 1_000_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "EVENT",
      descriptionKey = "event",
      converter = EventConverter.class)
  private TriggerEvent event = TriggerEvent.PAYMENT_SUCCEEDED;

  @Option(names = "--to", paramLabel = "URL", required = true)
  private URI to = URI.create("");

  @Option(names = "--event-type", paramLabel = "NAME")
  private @Nullable String eventType;

  @Option(names = "--api", paramLabel = "v2|v3")
  private String api = "v3";

  @Option(names = "--fault", paramLabel = "NAME", converter = FaultConverter.class)
  private List<Fault> faults = new ArrayList<>();

  @Option(names = "--set", paramLabel = "KEY=VALUE")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N")
  private @Nullable Long seed;

  @Option(names = "--config", paramLabel = "FILE")
  private @Nullable Path config;

  @Option(names = "--show")
  private boolean show;

  @Option(names = "--count", paramLabel = "N")
  private @Nullable Integer count;

  @Option(names = "--connections", paramLabel = "N")
  private int connections = CONNECTIONS;

  @Option(names = "--rate", paramLabel = "N")
  private int rate;

  @Override
  public Integer call() {
    QuietLogs.set();
    CommandSpec command = Objects.requireNonNull(spec);
    Console console = new Console(command);
    TriggerLines lines = new TriggerLines(console, show);
    try {
      if (event == TriggerEvent.OTHER) {
        return other(console, lines);
      }
      if (eventType != null) {
        throw new IllegalArgumentException("--event-type goes with the event \"other\"");
      }
      Assignment assignment = assignment();
      console.say("trigger.seed", assignment.seed());
      return count == null ? one(assignment, lines) : many(assignment, count, console, lines);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private int other(Console console, TriggerLines lines) {
    if (count != null) {
      throw new IllegalArgumentException("many at a time are about payment.succeeded only");
    }
    String name = Objects.requireNonNullElse(eventType, "");
    Product product =
        Products.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no event_type \""
                            + name
                            + "\" for --event-type; there are "
                            + String.join(", ", Products.names())));
    SimulatorOptions options = SimulatorConfig.read(config, null, null, null, null);
    OtherAssignment assignment =
        new OtherAssignment(product, fields, to, seed(), merchants(options), options.rules());
    console.say("trigger.seed", assignment.seed());
    var message =
        Trigger.send(
            assignment,
            faults,
            Clock.systemUTC(),
            attempt -> lines.attempt(to.toString(), attempt));
    lines.end(message);
    return Trigger.isRight(message) ? 0 : 1;
  }

  private long seed() {
    return seed == null ? new SecureRandom().nextInt(LARGEST_SEED) : seed;
  }

  private static Merchants merchants(SimulatorOptions options) {
    Merchants merchants = new Merchants();
    options.merchants().forEach(merchants::put);
    return merchants;
  }

  private Assignment assignment() {
    SimulatorOptions options = SimulatorConfig.read(config, null, null, null, null);
    return new Assignment(
        event, api(), to, SampleFields.of(fields), seed(), merchants(options), options.rules());
  }

  private Api api() {
    return switch (api) {
      case "v2" -> Api.V2;
      case "v3" -> Api.V3;
      default -> throw new IllegalArgumentException("--api is v2 or v3, was \"" + api + "\"");
    };
  }

  private int one(Assignment assignment, TriggerLines lines) {
    var message =
        Trigger.send(
            assignment,
            faults,
            Clock.systemUTC(),
            attempt -> lines.attempt(to.toString(), attempt));
    lines.end(message);
    return Trigger.isRight(message) ? 0 : 1;
  }

  private int many(Assignment assignment, int many, Console console, TriggerLines lines) {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("--count sends good notifications; leave --fault out");
    }
    LoadPlan plan = new LoadPlan(many, connections, rate);
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    LoadRun run;
    try (Progress signed = new Progress(err, console.text("trigger.signing"), many)) {
      run = LoadRun.prepare(assignment, plan, Clock.systemUTC(), signed::at);
    }
    LoadResult result;
    try (Progress sent = new Progress(err, console.text("trigger.sending"), many)) {
      result = run.send(sent::at);
    }
    lines.load(result);
    return result.count(TakenAs.SUCCESS) == many ? 0 : 1;
  }
}
