package io.github.paybell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is started on another database than the one it has used. */
class AnotherStoreTest {
  private static final String SHOP =
      """
      accounts:
        shop:
          mchid: "1999999901"
          notify-token: token-of-the-shop
          v2: { key: TestKeyForSimulatorOnly000000001 }
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "NO_LOST_ACK: a start on another database runs, answers as busy and is not ready, until a"
          + " person accepts that database, which is audited")
  void anotherStore() throws Exception {
    var store = TestStores.POSTGRESQL.create();
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/store-identity"), "4711.3\n");
    int port = FreePort.choose();
    var settings =
        Map.of(
            "paybell.notify.port", String.valueOf(port),
            "paybell.store.url", store.url(),
            "paybell.store.username", String.valueOf(store.username()));
    var started =
        CompletableFuture.supplyAsync(
            () -> RunningServer.start(folder, SHOP, settings, Map.of(), List.of()));

    var busy = eventually(port, "POST", "/notify/token-of-the-shop", "<xml></xml>", started);
    assertThat(busy.statusCode()).isEqualTo(200);
    assertThat(busy.body()).contains("FAIL", "系统繁忙");
    assertThat(eventually(port, "GET", "/healthz", "", started).statusCode()).isEqualTo(503);
    assertThat(started).isNotDone();
    // The process would be stopped.
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("paybell-engine-start"))
        .forEach(Thread::interrupt);
    assertThatThrownBy(() -> started.get(1, TimeUnit.MINUTES))
        .hasStackTraceContaining("is another database");

    var accepting = new java.util.HashMap<>(settings);
    accepting.put("paybell.store.accept", identity(store));
    try (var server = RunningServer.start(folder, SHOP, accepting, Map.of(), List.of())) {
      assertThat(server.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
    }
    assertThat(one(store, "select actor || ' ' || action || ' ' || subject from paybell_audit"))
        .isEqualTo("paybell serve store.accept " + identity(store));
    assertThat(Files.readString(folder.resolve("data/store-identity")).strip())
        .isEqualTo(identity(store));
  }

  private static String identity(StoreOptions store) throws SQLException {
    return one(store, "select system_identifier || '.1' from pg_control_system()");
  }

  private static String one(StoreOptions store, String question) throws SQLException {
    try (var connection = DriverManager.getConnection(store.url(), "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  /** The first answer; until it stands, nothing listens there. */
  private static HttpResponse<String> eventually(
      int port, String method, String path, String body, CompletableFuture<?> started)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    while (true) {
      try {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      } catch (IOException e) {
        assertThat(started).isNotDone();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }
}
