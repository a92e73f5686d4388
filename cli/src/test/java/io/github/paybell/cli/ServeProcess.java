package io.github.paybell.cli;

import io.github.paybell.protocol.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** {@code paybell serve} in a JVM of its own. */
final class ServeProcess implements AutoCloseable {
  private static final String TOKEN = "admin-token-of-the-cli-tests";
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  private final Process process;
  private final int notifyPort;
  private final int adminPort;

  private ServeProcess(Process process, int notifyPort, int adminPort) {
    this.process = process;
    this.notifyPort = notifyPort;
    this.adminPort = adminPort;
  }

  /**
   * Starts one and waits until it says that it is ready.
   *
   * @param wechat whom it calls
   * @param accounts what stands under {@code paybell.accounts}, indented by four
   */
  static ServeProcess start(Path folder, String wechat, String accounts) throws IOException {
    int notifyPort = FreePort.choose();
    int adminPort = FreePort.choose();
    var config =
        Files.writeString(
            folder.resolve("paybell.yml"),
            """
            paybell:
              notify: { host: 127.0.0.1, port: %d }
              admin: { port: %d, token: %s }
              data-dir: %s
              wechat: { base-url: %s }
              accounts:
            %s
            """
                .formatted(notifyPort, adminPort, TOKEN, folder.resolve("data"), wechat, accounts));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .start();
    var said = new StringBuilder();
    var lines = process.inputReader(StandardCharsets.UTF_8);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains("ready in")) {
        var rest = new Thread(() -> lines.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        return new ServeProcess(process, notifyPort, adminPort);
      }
    }
    throw new IllegalStateException("did not start:\n" + said);
  }

  String notifyUrl(String token) {
    return "http://127.0.0.1:" + notifyPort + "/notify/" + token;
  }

  HttpResponse<String> admin(String method, String path, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/api/v1" + path))
              .timeout(Duration.ofMinutes(2))
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
