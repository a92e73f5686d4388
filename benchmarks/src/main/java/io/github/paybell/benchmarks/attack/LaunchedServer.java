package io.github.paybell.benchmarks.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Paybell as it is installed: started by its launcher, and again whenever it ends, as systemd or a
 * container does. Ended by {@link #close}.
 */
final class LaunchedServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final ProcessBuilder launcher;
  private final Path log;
  private final List<Integer> exits = new CopyOnWriteArrayList<>();
  private final Thread keeper = new Thread(this::keep, "keeper");
  private volatile boolean closed;
  private volatile Process process;

  private LaunchedServer(ProcessBuilder launcher, Path log) throws IOException {
    this.launcher = launcher;
    this.log = log;
    this.process = launcher.start();
    keeper.setDaemon(true);
    keeper.start();
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param root the project's folder
   * @param settings its configuration
   * @param javaOptions after the launcher's own; may be empty
   * @param limit of its memory; null: none
   */
  static LaunchedServer start(
      Path root, Path settings, int port, String javaOptions, @Nullable MemoryLimit limit)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (limit != null) {
      command.addAll(limit.prefix());
    }
    command.addAll(
        List.of(root.resolve("paybell").toString(), "serve", "--config", settings.toString()));
    var log = settings.resolveSibling("paybell.log");
    var launcher = new ProcessBuilder(command).redirectErrorStream(true);
    launcher.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    launcher.environment().put("PAYBELL_JAVA_OPTS", javaOptions);
    var server = new LaunchedServer(launcher, log);
    try (var health = new HealthWatch(port)) {
      for (int i = 0; !health.ready(); i++) {
        if (i == PATIENCE_SECONDS * 10 || !server.exits.isEmpty()) {
          server.close();
          throw new IOException("the server did not start:\n" + server.log());
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return server;
  }

  private void keep() {
    try {
      while (true) {
        int status = process.waitFor();
        if (closed) {
          return;
        }
        exits.add(status);
        process = launcher.start();
      }
    } catch (IOException | InterruptedException e) {
      exits.add(-1);
    }
  }

  /** The statuses with which it ended by itself. */
  List<Integer> exits() {
    return exits;
  }

  /** The most memory that the process that runs now has had, in MiB. */
  long peakMiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** What it printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    process.destroy();
    process.waitFor();
    keeper.join();
  }
}
