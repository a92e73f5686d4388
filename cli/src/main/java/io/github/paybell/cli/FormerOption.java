package io.github.paybell.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that were renamed: using one is an error that gives the new name. */
final class FormerOption {
  private FormerOption() {}

  static ParameterException of(@Nullable CommandSpec spec, String former, String now) {
    var command = Objects.requireNonNull(spec).commandLine();
    return new ParameterException(command, former + " is now called " + now);
  }
}
