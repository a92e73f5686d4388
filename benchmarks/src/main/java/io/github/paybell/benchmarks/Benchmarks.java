package io.github.paybell.benchmarks;

import io.github.paybell.benchmarks.codec.CodecCommand;
import io.github.paybell.benchmarks.ingest.IngestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Measures Paybell beside its peers and prints one table.",
    mixinStandardHelpOptions = true,
    subcommands = {CodecCommand.class, IngestCommand.class})
public final class Benchmarks implements Runnable {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
