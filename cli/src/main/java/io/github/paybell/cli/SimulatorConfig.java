package io.github.paybell.cli;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.settings.SimulatorSettings;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The simulator's options of a command line; they win over the file. */
final class SimulatorConfig {
  /** Short enough to be typed again. */
  private static final long SEEDS = 1_000_000;

  private SimulatorConfig() {}

  /**
   * Defaults, then the file, then the options.
   *
   * @throws IllegalArgumentException if the file cannot be used, in one sentence
   */
  static SimulatorOptions read(
      @Nullable Path file,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Long seed,
      @Nullable Speed speed) {
    // Another one at each start: a number used again must not meet the payment of yesterday.
    long chance = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
    SimulatorOptions options = SimulatorOptions.defaults().withSeed(chance);
    if (file != null) {
      options = SimulatorSettings.read(file, options);
    }
    if (seed != null) {
      options = options.withSeed(seed);
    }
    if (port != null) {
      options = options.withPort(port);
    }
    if (speed != null) {
      options = options.withSpeed(speed);
    }
    return host == null ? options : options.withHost(host);
  }
}
