package io.github.paybell.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The coffee shop of {@code examples/coffee-shop}, a program of its own: two Spring applications do
 * not share a class path well. It ends when its standard input does, so not even a demo that is
 * killed leaves it behind.
 */
final class DemoCoffeeShop implements AutoCloseable {
  /** The folder with its jars; the launcher says where. */
  static final String PLACE = "paybell.coffee-shop";

  private static final String PROGRAM = "io.github.paybell.coffee.CoffeeShop";
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int LINES_SHOWN = 20;

  private final Process process;
  private final String url;
  private final Path log;

  private DemoCoffeeShop(Process process, String url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /** Its jars, if it has been built. */
  static Optional<Path> jars() {
    return Optional.ofNullable(System.getProperty(PLACE))
        .map(Path::of)
        .map(folder -> folder.toAbsolutePath().normalize())
        .filter(Files::isDirectory);
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param jars from {@link #jars}
   * @param config its YAML file
   * @param log keeps what it says
   */
  static DemoCoffeeShop launch(Path jars, Path config, int port, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                // It lives for minutes: what the second compiler gains it would not earn back.
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                jars + "/*",
                PROGRAM,
                "--spring.config.additional-location=file:" + config)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new DemoCoffeeShop(process, "http://127.0.0.1:" + port, log);
  }

  /**
   * Waits until it takes orders.
   *
   * @throws IOException if it ends or does not answer, with what it said last
   */
  void awaitReady() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(LOOK_EVERY.multipliedBy(10)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/menu")).timeout(LONGEST_STOP).build();
    long until = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() < until) {
      if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the coffee shop did not start:\n" + lastLines());
      }
      try {
        if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not there yet.
      }
    }
    throw new IOException("the coffee shop does not answer:\n" + lastLines());
  }

  private String lastLines() throws IOException {
    List<String> lines;
    try (Stream<String> all = Files.lines(log)) {
      lines = all.toList();
    }
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()))
        + "\n(all of it is in "
        + log
        + ")";
  }

  /** Its address, without a slash at the end. */
  String url() {
    return url;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
