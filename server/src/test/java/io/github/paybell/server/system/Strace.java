package io.github.paybell.server.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.paybell.protocol.Need;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Listens to the calls by which running processes force bytes to the disk. */
final class Strace implements AutoCloseable {
  private static final String CALLS = "fsync,fdatasync,msync,sync_file_range";

  private final Process process;
  private final Path output;

  private Strace(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Ends the test where it is not installed, or may not attach to a process of ours. */
  static void needed() throws IOException, InterruptedException {
    var sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      var probe = probe(sleeper.pid());
      try (var lines = probe.inputReader(StandardCharsets.UTF_8)) {
        var line = lines.readLine();
        // No package helps a machine that forbids it, so it is required nowhere.
        assumeTrue(
            line != null && line.contains("attached"), "strace may not attach to processes here");
      } finally {
        probe.destroy();
        probe.waitFor();
      }
    } finally {
      sleeper.destroyForcibly();
    }
  }

  private static Process probe(long pid) {
    try {
      return new ProcessBuilder("strace", "-p", Long.toString(pid), "-o", "/dev/null")
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      return Need.STRACE.missing("strace is not installed");
    }
  }

  /**
   * Attaches to processes, their threads and whatever they start; returns when all are attached.
   */
  static Strace attach(List<Long> pids, Path output) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("strace", "-f", "-y", "-e", "trace=" + CALLS));
    command.addAll(List.of("-o", output.toString()));
    for (var pid : pids) {
      command.add("-p");
      command.add(pid.toString());
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var attached = new CountDownLatch(pids.size());
    var reader =
        new Thread(
            () -> {
              try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                  for (var pid : pids) {
                    if (line.contains("Process " + pid + " attached")) {
                      attached.countDown();
                    }
                  }
                }
              } catch (IOException e) {
                // it ended
              }
            });
    reader.setDaemon(true);
    reader.start();
    if (!attached.await(1, TimeUnit.MINUTES)) {
      process.destroy();
      throw new IllegalStateException("strace did not attach");
    }
    return new Strace(process, output);
  }

  /** How many calls that reached the disk have returned without an error, on these files. */
  long syncs(String file) throws IOException {
    try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
      // A call that another thread interrupts in the output ends in a line of its own.
      return lines
          .filter(line -> line.contains("sync(") || line.contains("sync_file_range("))
          .filter(line -> line.contains(file))
          .filter(line -> line.endsWith("= 0") || line.endsWith("<unfinished ...>"))
          .count();
    }
  }

  /** Lets the processes go on alone; the output is whole then. */
  void detach() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    detach();
  }
}
