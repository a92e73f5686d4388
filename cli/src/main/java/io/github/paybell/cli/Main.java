package io.github.paybell.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    var out = writer(FileDescriptor.out);
    var err = writer(FileDescriptor.err);
    int status = run(args, System.getenv(), out, err);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Runs one command.
   *
   * @return 0 good, 1 something is wrong, 2 usage
   */
  static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    var language = language(args);
    if (language != null) {
      Locale.setDefault(language);
    }
    var factory = new Commands(environment);
    return new CommandLine(new PaybellCommand(), factory)
        .setResourceBundle(ResourceBundle.getBundle("io.github.paybell.cli.Texts"))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                environment.containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO))
        .setOut(out)
        .setErr(err)
        .execute(args);
  }

  // Help texts are chosen while the options are still unread, so this one is looked for by hand.
  private static @org.jspecify.annotations.Nullable Locale language(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--lang=")) {
        return Locale.forLanguageTag(args[i].substring("--lang=".length()));
      }
      if (args[i].equals("--lang") && i + 1 < args.length) {
        return Locale.forLanguageTag(args[i + 1]);
      }
    }
    return null;
  }

  // UTF-8 whatever the locale says: Chinese help is of no use as question marks.
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
