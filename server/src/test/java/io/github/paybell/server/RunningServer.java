package io.github.paybell.server;

import io.github.paybell.engine.Engine;
import io.github.paybell.server.settings.SettingsSource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole server on free ports of this machine, for tests that speak HTTP to it. */
public final class RunningServer implements AutoCloseable {
  public static final String TOKEN = "admin-token-of-the-tests";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final PaybellServer server;

  private RunningServer(PaybellServer server) {
    this.server = server;
  }

  /**
   * Starts with a configuration.
   *
   * @param dataDir an existing folder of the test's own
   * @param yaml what stands under {@code paybell:}, not indented; ports, data-dir and token are
   *     given
   */
  public static RunningServer start(Path dataDir, String yaml) {
    return start(dataDir, yaml, Map.of(), Map.of(), List.of());
  }

  /** As above, with another store: a JDBC URL and its user. */
  public static RunningServer start(
      Path dataDir, String yaml, String storeUrl, String username, String password) {
    return start(
        dataDir,
        yaml,
        Map.of(
            "paybell.store.url", storeUrl,
            "paybell.store.username", username,
            "paybell.store.password", password),
        Map.of(),
        List.of());
  }

  static RunningServer start(
      Path dataDir,
      String yaml,
      Map<String, String> settings,
      Map<String, String> environment,
      List<Class<?>> additions) {
    var all = new HashMap<String, String>();
    all.put("paybell.notify.host", "127.0.0.1");
    all.put("paybell.notify.port", "0");
    all.put("paybell.admin.port", "0");
    all.put("paybell.admin.token", TOKEN);
    all.put("paybell.data-dir", dataDir.resolve("data").toString());
    // Nobody is there: a test that wants WeChat Pay says where its simulator is.
    all.put("paybell.wechat.base-url", "http://127.0.0.1:9");
    all.putAll(settings);
    all.values().removeIf(String::isEmpty);
    return new RunningServer(
        PaybellServer.start(new SettingsSource(write(dataDir, yaml), all, environment), additions));
  }

  static RunningServer of(SettingsSource source) {
    return new RunningServer(PaybellServer.start(source));
  }

  /** Writes (or writes anew) the configuration file of a test. */
  public static Path write(Path dataDir, String yaml) {
    try {
      return Files.writeString(
          dataDir.resolve("paybell.yml"), "paybell:\n" + yaml.indent(2), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI notifyUri() {
    return URI.create("http://127.0.0.1:" + server.notifyPort());
  }

  public URI adminUri() {
    return URI.create("http://127.0.0.1:" + server.adminPort());
  }

  public String token() {
    return TOKEN;
  }

  public Engine engine() {
    return server.engine();
  }

  PaybellServer server() {
    return server;
  }

  /** Calls the admin API with the token. */
  public HttpResponse<String> admin(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(adminUri().resolve(path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Calls the notify listener. */
  public HttpResponse<String> listener(String method, String path, byte[] body) {
    return send(
        HttpRequest.newBuilder(notifyUri().resolve(path))
            .method(method, BodyPublishers.ofByteArray(body)));
  }

  /** Sends a request that the two above cannot make. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
