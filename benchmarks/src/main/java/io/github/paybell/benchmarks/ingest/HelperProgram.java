package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a helper program to its end. */
final class HelperProgram {
  private HelperProgram() {}

  /**
   * @return what the program printed, standard error included
   * @throws IOException if it cannot be started or does not end with status 0
   */
  static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          "%s ended with status %d:\n%s".formatted(command.get(0), status, output));
    }
    return output;
  }
}
