package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit statuses and texts of the command line. */
class MainTest {
  private final Locale before = Locale.getDefault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void english() {
    Locale.setDefault(Locale.ENGLISH);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  private int run(String... args) {
    return Main.run(
        args, Map.of("NO_COLOR", "1"), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  @DisplayName("--help is 0 and names every command and the exit statuses")
  void help() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("demo", "serve", "simulate", "trigger")
        .contains("Exit status: 0 good, 1 something is wrong, 2 wrong usage")
        .doesNotContain("train")
        .doesNotContain("\u001b[");
  }

  @Test
  @DisplayName("serve --help is 0 and names its options")
  void serveHelp() {
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString())
        .contains("--config=FILE", "--port=PORT", "--admin-port=PORT", "--data-dir=DIR")
        .contains("PAYBELL_NOTIFY_PORT");
  }

  @Test
  @DisplayName("simulate, trigger and demo have help in both languages, naming their options")
  void simulatorHelp() {
    assertThat(run("simulate", "--help")).isZero();
    assertThat(out.toString())
        .contains("--port=PORT", "--config=FILE", "--seed=N", "--speed=1|100|manual", "--tls");
    out.getBuffer().setLength(0);
    assertThat(run("trigger", "--help")).isZero();
    assertThat(out.toString())
        .contains("--to=URL", "--fault=NAME", "--set=KEY=VALUE", "--count=N", "payment.succeeded");
    out.getBuffer().setLength(0);
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--data-dir=DIR", "--notify-port=PORT");
    for (var command : List.of("simulate", "trigger", "demo")) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help", "--lang=zh")).isZero();
      assertThat(out.toString()).contains("\u7528\u6cd5\uff1a").doesNotContain("Usage", "Options");
    }
  }

  @Test
  @DisplayName("Help is Chinese where the locale or --lang says so")
  void chinese() {
    assertThat(run("serve", "--help", "--lang=zh")).isZero();
    assertThat(out.toString())
        .contains("\u7528\u6cd5\uff1a")
        .contains("YAML \u914d\u7f6e\u6587\u4ef6");

    Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
    out.getBuffer().setLength(0);
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("\u5fae\u4fe1\u652f\u4ed8");
    out.getBuffer().setLength(0);
    assertThat(run("--help", "--lang", "en")).isZero();
    assertThat(out.toString()).contains("WeChat Pay took the money");
  }

  @Test
  @DisplayName("--version is 0 and names the Java it runs on")
  void version() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("paybell ").contains("on Java " + Runtime.version());
  }

  @Test
  @DisplayName("Wrong usage is 2 and says what to do")
  void usage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("paybell serve");
    assertThat(run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot");
    assertThat(run("serve", "--port", "eighty")).isEqualTo(2);
    assertThat(run("sreve")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  @DisplayName("An option of a former name is 2 and gives the new name")
  void formerOptions() {
    assertThat(run("serve", "--office-port", "8081")).isEqualTo(2);
    assertThat(err.toString()).contains("--office-port is now called --admin-port");
    err.getBuffer().setLength(0);
    assertThat(run("demo", "--door-port", "8080")).isEqualTo(2);
    assertThat(err.toString()).contains("--door-port is now called --notify-port");
    err.getBuffer().setLength(0);
    assertThat(run("demo", "--office-port", "8081")).isEqualTo(2);
    assertThat(err.toString()).contains("--office-port is now called --admin-port");
  }

  @Test
  @DisplayName("A start that fails is 1 and one sentence, no stack trace")
  void failedStart() throws IOException {
    assertThat(run("serve", "--config", folder.resolve("none.yml").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("paybell: cannot read the configuration file");

    err.getBuffer().setLength(0);
    var file = Files.writeString(folder.resolve("a.yml"), "paybell: { notify: { prot: 1 } }");
    assertThat(run("serve", "--config", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "paybell: paybell.notify.prot is not a setting; the nearest one is paybell.notify.port ("
                + file
                + " line 1)"
                + System.lineSeparator());
  }
}
