package io.github.paybell.benchmarks.delivery;

import io.github.paybell.benchmarks.report.Jdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this class path, which says one thing when it is ready. */
public final class Child implements AutoCloseable {
  private final Process process;
  private final String said;

  private Child(Process process, String said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param start how the line begins that says so
   */
  public static Child start(Class<?> main, String start, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Jdk.running().home().resolve("bin/java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+UseTransparentHugePages",
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines = process.inputReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return new Child(process, line.substring(start.length()));
      }
    }
    throw new IOException(main.getSimpleName() + " ended before it was ready");
  }

  /** The rest of that line. */
  public String said() {
    return said;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
