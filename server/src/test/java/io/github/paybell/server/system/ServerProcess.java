package io.github.paybell.server.system;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.server.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a JVM of its own, which a test may kill. What it says is kept in a file. */
public final class ServerProcess implements AutoCloseable {
  public static final String TOKEN = "admin-token-of-the-system-tests";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  private final Process process;
  private final Path output;
  private final CompletableFuture<Void> ended;
  private final int notifyPort;
  private final int adminPort;

  private ServerProcess(
      Process process, Path output, CompletableFuture<Void> ended, int notifyPort, int adminPort) {
    this.process = process;
    this.output = output;
    this.ended = ended;
    this.notifyPort = notifyPort;
    this.adminPort = adminPort;
  }

  /**
   * Starts one and waits until its notify listener is open.
   *
   * @param folder its own: configuration, data directory, master key and output
   * @param yaml what stands under {@code paybell:}
   * @param store the database; null: the embedded one in the data directory
   * @param settings further settings by key
   */
  public static ServerProcess start(
      Path folder, String yaml, StoreOptions store, Map<String, String> settings)
      throws IOException {
    return start(folder, List.of(), yaml, store, settings);
  }

  /** The same with options of the JVM. */
  static ServerProcess start(
      Path folder,
      List<String> jvmOptions,
      String yaml,
      StoreOptions store,
      Map<String, String> settings)
      throws IOException {
    Files.createDirectories(folder);
    var command = command(folder, ServeMain.class);
    // Of two the last counts; the program and its arguments follow.
    command.addAll(command.size() - 3, jvmOptions);
    command.addAll(
        List.of(
            RunningServer.write(folder, yaml).toString(),
            "paybell.notify.host=127.0.0.1",
            "paybell.notify.port=0",
            "paybell.admin.port=0",
            "paybell.admin.token=" + TOKEN,
            "paybell.data-dir=" + folder.resolve("data")));
    if (store != null) {
      command.add("paybell.store.url=" + store.url());
      command.add("paybell.store.username=" + store.username());
      command.add("paybell.store.password=" + store.password());
    }
    settings.forEach((key, value) -> command.add(key + "=" + value));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = folder.resolve("output.log");
    var ports = new CompletableFuture<String>();
    var ended = new CompletableFuture<Void>();
    var reader =
        new Thread(() -> keep(process.inputReader(StandardCharsets.UTF_8), output, ports, ended));
    reader.setDaemon(true);
    reader.start();
    var told = ports.join().split(" ", -1);
    return new ServerProcess(
        process, output, ended, Integer.parseInt(told[0]), Integer.parseInt(told[1]));
  }

  /** Starts a program of the tests in a JVM that does not live long; its arguments follow. */
  static List<String> command(Path folder, Class<?> program) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            program.getName()));
  }

  private static void keep(
      BufferedReader lines,
      Path output,
      CompletableFuture<String> ports,
      CompletableFuture<Void> ended) {
    try (var file =
        Files.newBufferedWriter(
            output,
            StandardCharsets.UTF_8,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line + "\n");
        file.flush();
        if (line.startsWith(ServeMain.PORTS)) {
          ports.complete(line.substring(ServeMain.PORTS.length()));
        }
      }
    } catch (IOException e) {
      // The process was killed within a line.
    } finally {
      ports.completeExceptionally(new IllegalStateException("did not start, see " + output));
      ended.complete(null);
    }
  }

  public int notifyPort() {
    return notifyPort;
  }

  public long pid() {
    return process.pid();
  }

  /** Everything it has written to its standard streams, complete once it has ended. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Calls the admin API. */
  public HttpResponse<String> admin(String method, String path, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
              .timeout(Duration.ofMinutes(2))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Registers an order; returns the admin API's status. */
  public int register(String account, String outTradeNo, long total) {
    return admin(
            "PUT",
            "/api/v1/accounts/" + account + "/orders/" + outTradeNo,
            "{\"amount\":{\"total\":" + total + ",\"currency\":\"CNY\"}}")
        .statusCode();
  }

  /** An order as the admin API shows it. */
  public JsonNode order(String account, String outTradeNo) {
    var answer = admin("GET", "/api/v1/accounts/" + account + "/orders/" + outTradeNo, "");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(outTradeNo + ": " + answer.statusCode());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** SIGKILL: no hook runs, nothing is flushed. Returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    ended.join();
  }

  /** SIGTERM, as an operator stops it; returns its exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    int status = process.waitFor();
    ended.join();
    return status;
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }
}
