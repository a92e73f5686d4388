package io.github.paybell.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code paybell}: names what there is. */
@Command(
    name = "paybell",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      SimulateCommand.class,
      TriggerCommand.class,
      TrainCommand.class
    })
final class PaybellCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--lang", paramLabel = "en|zh", scope = ScopeType.INHERIT)
  private @Nullable String lang;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), spec.resourceBundle().getString("paybell.no-command"));
    }
  }
}
