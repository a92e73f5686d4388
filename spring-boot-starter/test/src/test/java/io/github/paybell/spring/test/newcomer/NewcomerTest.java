package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.TakenAs;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who knows nothing follows docs/starter.md, with his two hands. */
class NewcomerTest {
  private static final String SHOP = "src/main/java/coffee/Shop.java";
  private static final String SETTINGS = "src/main/resources/application.yml";
  private static final List<String> POSTGRESQL =
      List.of("create user coffee password 'flat-white'", "create database coffee owner coffee");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();

  // MySQL, which the guide has, is stacks/run's: it goes the whole way, with Maven.
  @ParameterizedTest
  @ValueSource(strings = {"with SQLite", "on PostgreSQL"})
  @DisplayName(
      "The guide's files are a program that takes its first payment, and one more by asking,")
  void firstPayment(String database, @TempDir Path folder) throws Exception {
    int port = FreePort.choose();
    try (var wechat = Simulator.start(SimulatorOptions.forTests());
        var shop = start(folder, database, wechat, port)) {
      try {
        takesPayments(shop, wechat);
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\n" + shop.said(), e);
      }
    }
  }

  private void takesPayments(Running shop, Simulator wechat)
      throws IOException, InterruptedException {
    await(shop, "[]");
    assertThat(post(shop.url() + "/orders/COFFEE0001")).startsWith("weixin://wxpay/bizpayurl");
    assertThat(post(wechat.url() + "/sim/orders/default/COFFEE0001/pay")).contains("SUCCESS");
    wechat.settle();
    var message = wechat.messenger().messages().get(0);
    assertThat(message.attempts()).hasSize(1);
    assertThat(message.attempts().get(0).takenAs()).isEqualTo(TakenAs.SUCCESS);
    await(shop, "[\"COFFEE0001\"]");

    wechat.strike(Fault.of(FaultKind.LOST));
    post(shop.url() + "/orders/COFFEE0002");
    post(wechat.url() + "/sim/orders/default/COFFEE0002/pay");
    await(shop, "[\"COFFEE0001\",\"COFFEE0002\"]");
  }

  @Test
  @DisplayName("The reader's own Java is under 30 lines, as the guide says")
  void thirtyLines() throws IOException {
    var guide = Guide.read("docs/starter.md");
    var lines = shop(guide).lines().filter(line -> !line.isBlank()).toList();
    long own =
        lines.stream()
            .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
            .count();
    assertThat(own).isLessThan(30);
    assertThat(guide.text())
        .contains(own + " lines of your own code, " + lines.size() + " with package and imports");
  }

  @Test
  @DisplayName("The guide in Chinese has the same code, and the README the same class")
  void sameEverywhere() throws IOException {
    var guide = Guide.read("docs/starter.md");
    var chinese = Guide.read("docs/starter.zh-CN.md");
    assertThat(chinese.files()).isEqualTo(guide.files());
    assertThat(chinese.blocks()).hasSameSizeAs(guide.blocks());
    for (var other : List.of("on Spring Boot 4", "on PostgreSQL", "with SQLite")) {
      var column = other.replaceFirst("\\w+ (.*)", "换成（$1）");
      assertThat(chinese.instead(column)).isEqualTo(guide.instead(other)).isNotEmpty();
    }
    assertThat(Guide.read("README.md").blocks()).contains(shop(guide));
    assertThat(Guide.read("README.zh-CN.md").blocks()).contains(shop(guide));
  }

  private void await(Running shop, String coffees) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(ConnectException.class)
        .until(() -> shop.runs() && get(shop.url() + "/coffees").equals(coffees));
  }

  private static String shop(Guide guide) {
    return Objects.requireNonNull(guide.files().get(SHOP));
  }

  private Running start(Path folder, String database, Simulator wechat, int port)
      throws IOException, InterruptedException, SQLException {
    var guide = Guide.read("docs/starter.md");
    var files = guide.files();
    assertThat(files).containsOnlyKeys("pom.xml", SHOP, "src/main/resources/schema.sql", SETTINGS);
    var instead = guide.instead(database);
    // Only the ports are other ones: those of the guide may be taken on this machine.
    instead.put("http://127.0.0.1:8080", "http://127.0.0.1:" + port);
    instead.put("http://127.0.0.1:9090", wechat.url());
    if (database.equals("on PostgreSQL")) {
      instead.put("127.0.0.1:5432", postgresql(guide));
    }
    instead.forEach((from, to) -> files.replaceAll((name, text) -> text.replace(from, to)));
    var classes = Compiler.project(folder, files);
    Files.writeString(
        folder.resolve("paybell.yml"), get(wechat.url() + "/sim/config/default?client=paybell"));
    return Running.start(folder, classes + File.pathSeparator + Compiler.libraries(), port);
  }

  /** A PostgreSQL with what the guide says of its user and its database; its address. */
  private static String postgresql(Guide guide) throws SQLException {
    var url = TestStores.POSTGRESQL.empty().url();
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var sql = connection.createStatement()) {
      for (var statement : POSTGRESQL) {
        assertThat(guide.text()).contains("`" + statement + "`");
        sql.execute(statement);
      }
    }
    return URI.create(url.substring("jdbc:".length())).getAuthority();
  }

  private String post(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()));
  }

  private String get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
