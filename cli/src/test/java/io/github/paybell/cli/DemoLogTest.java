package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code paybell demo}, in a process of its own, writes about its orders. */
class DemoLogTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final String APPLIED = "outcome=applied";

  @TempDir private Path folder;

  private String simulator = "";
  private String shop = "";

  @Test
  @DisplayName("SEEN, SILENT_SECRETS: the demo's logs tell the life of each order, and no secret")
  void lives() throws Exception {
    var jars =
        DemoCoffeeShop.jars()
            .orElseGet(
                () ->
                    abort(
                        "the coffee shop is not packaged: ./mvnw -pl examples/coffee-shop"
                            + " package"));
    var process = start(jars);
    try {
      var said = said(process);
      simulator = found("(http://127\\.0\\.0\\.1:\\d+)/cashier/", said);
      shop = found("(http://127\\.0\\.0\\.1:\\d+)/bar", said);
      var ours = found("/orders/(DEMO\\d{14})", said);
      pay(DemoFiles.serversMerchant().mchid() + "/" + ours);
      var paid = coffee("");
      var twice = coffee("parallel-duplicate");
      var lost = coffee("lost");
      var tampered = coffee("tampered-amount");

      for (var number : List.of(ours, paid, twice)) {
        var life = life(number, APPLIED, " notification ");
        assertThat(life.get(0)).contains(" registered ");
        assertThat(life.get(1)).contains("asked=place", "answer=done");
        assertThat(life).filteredOn(line -> line.contains(APPLIED)).hasSize(1);
        assertThat(life)
            .filteredOn(line -> line.contains(" notification "))
            .allSatisfy(line -> assertThat(line).contains("event_type=TRANSACTION.SUCCESS"));
      }
      assertThat(life(lost, APPLIED))
          .noneMatch(line -> line.contains(" notification "))
          .last()
          .asString()
          .contains(" learnt ", "source=query", "said=SUCCESS", APPLIED);
      assertThat(life(tampered, APPLIED)).filteredOn(line -> line.contains(APPLIED)).hasSize(1);
      // What is not signed as it should be names no order that could be read.
      assertThat(lines()).anyMatch(line -> line.contains("refused account=shop"));
      assertThat(String.join("\n", lines()))
          .doesNotContain(
              DemoFiles.serversMerchant().openid(),
              DemoFiles.serversMerchant().apiV3Key(),
              DemoSubscriber.SECRET);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** As its user starts it, without what only tests have. */
  private Process start(Path jars) throws IOException {
    var classes =
        Arrays.stream(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(test-classes|[-/]tests?(\\.jar)?)$"))
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-Dpaybell.coffee-shop=" + jars,
            "-Duser.language=en",
            "-cp",
            classes,
            Main.class.getName(),
            "demo",
            "--port=0",
            "--shop-port=0",
            "--notify-port=0",
            "--admin-port=0",
            "--data-dir=" + folder.resolve("demo"))
        .redirectErrorStream(true)
        .start();
  }

  /** What it says until it is ready; the rest is read and forgotten. */
  private static String said(Process process) throws IOException {
    var said = new StringBuilder();
    var lines = process.inputReader(StandardCharsets.UTF_8);
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Ctrl-C")) {
        var rest = new Thread(() -> lines.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        break;
      }
    }
    return said.toString();
  }

  /** Sells one in the coffee shop while this goes wrong; its number at WeChat Pay. */
  private String coffee(String fault) throws Exception {
    send("PUT", shop + "/demo/fault", "{\"fault\":\"" + fault + "\"}");
    var orders = shop + "/api/orders";
    var id =
        found(
            "\"id\":\"(\\w+)\"", send("POST", orders, "{\"drink\":\"MOCHA\",\"size\":\"SMALL\"}"));
    send("POST", orders + "/" + id + "/pay", "");
    pay("default/" + id + "-1");
    return id + "-1";
  }

  private void pay(String order) throws Exception {
    send("POST", simulator + "/sim/orders/" + order + "/pay", "{}");
  }

  /** The lines that name an order, as soon as each of these texts is in one of them. */
  private List<String> life(String outTradeNo, String... texts) throws IOException {
    long until = System.nanoTime() + LONGEST_NANOS;
    while (true) {
      var life = lines().stream().filter(line -> line.contains(outTradeNo)).toList();
      boolean whole =
          Arrays.stream(texts)
              .allMatch(text -> life.stream().anyMatch(line -> line.contains(text)));
      if (whole) {
        return life;
      }
      assertThat(System.nanoTime()).as("%s in %s", List.of(texts), life).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private List<String> lines() throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(folder.resolve("demo").resolve(DemoFiles.LOG)));
    lines.addAll(Files.readAllLines(folder.resolve("demo/coffee-shop.log")));
    return lines;
  }

  private static String send(String method, String address, String body)
      throws IOException, InterruptedException {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s %s", method, address).isBetween(200, 299);
    return answer.body();
  }

  private static String found(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
