package io.github.paybell.cli;

import java.util.Map;
import picocli.CommandLine;

/** Makes the commands, and hands them what they need from outside. */
final class Commands implements CommandLine.IFactory {
  private final Map<String, String> environment;

  Commands(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type == ServeCommand.class
        ? type.cast(new ServeCommand(environment))
        : CommandLine.defaultFactory().create(type);
  }
}
