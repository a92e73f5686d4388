package io.github.paybell.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "paybell "
          + Objects.requireNonNullElse(version, "(not packaged)")
          + " on Java "
          + Runtime.version()
    };
  }
}
