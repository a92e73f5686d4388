package io.github.paybell.spring.test.newcomer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A shop in a process of its own, in a folder of its own, as {@code mvn spring-boot:run} starts it.
 */
final class Running implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path log;

  private Running(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  static Running start(Path folder, String classPath, int port) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    File log = folder.resolve("shop.log").toFile();
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "coffee.Shop",
                "--server.port=" + port)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    return new Running(process, port, log.toPath());
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Whether it has not ended yet.
   *
   * @throws AssertionError if it has
   */
  boolean runs() {
    if (!process.isAlive()) {
      throw new AssertionError("the shop ended");
    }
    return true;
  }

  /** Whether it has ended by itself within that time. */
  boolean ended(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  /** Its log. */
  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
