package io.github.paybell.benchmarks;

import io.github.paybell.benchmarks.attack.AttackCommand;
import io.github.paybell.benchmarks.attack.CrowdCommand;
import io.github.paybell.benchmarks.bill.BillCommand;
import io.github.paybell.benchmarks.cluster.ClusterCommand;
import io.github.paybell.benchmarks.cluster.LockedCommand;
import io.github.paybell.benchmarks.codec.CodecCommand;
import io.github.paybell.benchmarks.delivery.DeliveryCommand;
import io.github.paybell.benchmarks.ingest.IngestCommand;
import io.github.paybell.benchmarks.ladder.LadderCommand;
import io.github.paybell.benchmarks.migrate.MigrateCommand;
import io.github.paybell.benchmarks.outbox.OutboxCommand;
import io.github.paybell.benchmarks.send.SendCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Measures Paybell beside its peers and prints one table.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CodecCommand.class,
      IngestCommand.class,
      SendCommand.class,
      LadderCommand.class,
      BillCommand.class,
      OutboxCommand.class,
      DeliveryCommand.class,
      MigrateCommand.class,
      ClusterCommand.class,
      AttackCommand.class,
      CrowdCommand.class,
      LockedCommand.class
    })
public final class Benchmarks implements Runnable {
  private Benchmarks() {}

  public static void main(String[] args) {
    var line = new CommandLine(new Benchmarks());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          if (failure.getMessage() == null || failure instanceof RuntimeException) {
            failure.printStackTrace(command.getErr());
          }
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
