package io.github.paybell.simulator;

import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Rules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts.
 *
 * @param host address to listen on; 127.0.0.1
 * @param port 0 to 65535, 0 takes a free one; 9090
 * @param tlsPort for https with the local CA, 0 takes a free one; null: no TLS
 * @param caDirectory where the local CA is kept, so that it has to be trusted only once
 * @param baseUrl how browsers and phones reach it; null: http://{host}:{port}
 * @param seed of everything that is left to chance
 * @param speed of simulated time
 * @param rules how it behaves
 * @param merchants beside the one that is always there, or instead of it with its number
 * @param faults that stand from the start
 * @param real real time, for timestamps and time-outs
 */
public record SimulatorOptions(
    String host,
    int port,
    @Nullable Integer tlsPort,
    Path caDirectory,
    @Nullable String baseUrl,
    long seed,
    Speed speed,
    Rules rules,
    List<Merchant> merchants,
    List<StandingFault> faults,
    Clock real) {

  /** The port unless another is asked for. */
  public static final int DEFAULT_PORT = 9090;

  public SimulatorOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    merchants = List.copyOf(merchants);
    faults = List.copyOf(faults);
  }

  /** On this machine, port 9090, time as it is, nothing goes wrong. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        DEFAULT_PORT,
        null,
        Path.of("paybell-simulator"),
        null,
        1,
        Speed.REAL,
        Rules.DEFAULT,
        List.of(),
        List.of(),
        Clock.systemUTC());
  }

  /** For tests: a free port, and time that stands until it is moved. */
  public static SimulatorOptions forTests() {
    return defaults().withPort(0).withSpeed(Speed.MANUAL);
  }

  /** On another address. */
  public SimulatorOptions withHost(String other) {
    return new SimulatorOptions(
        other, port, tlsPort, caDirectory, baseUrl, seed, speed, rules, merchants, faults, real);
  }

  /** On another port. */
  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(
        host, other, tlsPort, caDirectory, baseUrl, seed, speed, rules, merchants, faults, real);
  }

  /** With https beside http. */
  public SimulatorOptions withTls(int port, Path ca) {
    return new SimulatorOptions(
        host, this.port, port, ca, baseUrl, seed, speed, rules, merchants, faults, real);
  }

  /** With another seed. */
  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(
        host, port, tlsPort, caDirectory, baseUrl, other, speed, rules, merchants, faults, real);
  }

  /** At another speed. */
  public SimulatorOptions withSpeed(Speed other) {
    return new SimulatorOptions(
        host, port, tlsPort, caDirectory, baseUrl, seed, other, rules, merchants, faults, real);
  }

  /** Under other rules. */
  public SimulatorOptions withRules(Rules others) {
    return new SimulatorOptions(
        host, port, tlsPort, caDirectory, baseUrl, seed, speed, others, merchants, faults, real);
  }

  /** With further merchants. */
  public SimulatorOptions withMerchants(List<Merchant> others) {
    return new SimulatorOptions(
        host, port, tlsPort, caDirectory, baseUrl, seed, speed, rules, others, faults, real);
  }

  /** With another real time. */
  public SimulatorOptions withReal(Clock other) {
    return new SimulatorOptions(
        host, port, tlsPort, caDirectory, baseUrl, seed, speed, rules, merchants, faults, other);
  }
}
