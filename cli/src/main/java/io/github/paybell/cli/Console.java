package io.github.paybell.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Says things to the person at the terminal, in their language, with colour where it is wanted. */
final class Console {
  private final CommandSpec spec;
  private final PrintWriter out;
  private final Ansi ansi;

  Console(CommandSpec spec) {
    this.spec = spec;
    this.out = spec.commandLine().getOut();
    this.ansi = spec.commandLine().getColorScheme().ansi();
  }

  /** A text by its key, filled. */
  String text(String key, Object... values) {
    return spec.resourceBundle().getString(key).formatted(values);
  }

  /** Says a text by its key; what stands between {@code @|style} and {@code |@} has that style. */
  void say(String key, Object... values) {
    out.println(styled(text(key, values)));
  }

  /** A text with its styles. */
  String styled(String text) {
    return ansi.string(text);
  }

  /** Prints something as it is. */
  void print(String text) {
    out.println(text);
  }

  /** Says on the other channel what is wrong. */
  void complain(String what) {
    spec.commandLine().getErr().println("paybell: " + what);
  }
}
