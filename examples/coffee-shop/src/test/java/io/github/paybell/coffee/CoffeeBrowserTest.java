package io.github.paybell.coffee;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.node.Node;
import io.github.paybell.simulator.node.OnPath;
import io.github.paybell.simulator.node.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What guests and baristas see, in a browser, with the demo's drawer. */
@Tag("browser")
class CoffeeBrowserTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path PICTURES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/pictures");

  @TempDir Path folder;

  private Path chromium;
  private Node node;
  private RunningShop shop;

  @BeforeEach
  void open() throws IOException {
    chromium = OnPath.chromium();
    node = Node.with("playwright-core", "1.65.1");
    Files.createDirectories(PICTURES);
    shop =
        RunningShop.open(
            folder, SimulatorOptions.forTests().withSpeed(Speed.REAL), "--coffee.demo=true");
  }

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private Seen run(String script) {
    return node.run(PATIENCE, script, chromium, PICTURES, shop.wechat().url(), shop.url());
  }

  @Test
  @DisplayName("A guest orders, cancels, pays again, reads the number; the barista gives it back")
  void guest() {
    Seen seen = run("guest.js");

    assertThat(seen.text("amount")).isEqualTo("¥28.00");
    assertThat(seen.text("cancelled")).startsWith("尚未支付");
    assertThat(seen.text("pay again")).isEqualTo("重新支付");
    assertThat(seen.text("number")).isEqualTo("42");
    assertThat(seen.text("state")).isEqualTo("已支付");
    assertThat(seen.text("history")).contains("42");
    assertThat(seen.text("in English")).isEqualTo("Paid");
    assertThat(seen.text("refunded")).isEqualTo("Refunded");
    assertThat(seen.text("by keyboard")).isEqualTo("43");
    assertThat(seen.at("wider than a phone").booleanValue()).isFalse();
    assertThat(seen.at("too faint")).isEmpty();
    assertThat(seen.at("errors")).isEmpty();
  }

  @Test
  @DisplayName("The four stories: pay, pay twice, lose the notification, tamper with the amount")
  void stories() {
    Seen seen = run("stories.js");

    assertThat(seen.text("pay")).isEqualTo("42");
    assertThat(seen.text("pay twice")).isEqualTo("43");
    assertThat(seen.text("paid twice"))
        .isEqualTo("You paid twice. The second payment was returned.");
    assertThat(seen.text("lost")).isEqualTo("44");
    assertThat(seen.text("lost, told")).contains("asked WeChat Pay itself");
    assertThat(seen.text("tampered")).isEqualTo("45");
    assertThat(seen.text("tampered, told")).contains("refused");
    assertThat(seen.at("errors")).isEmpty();
  }
}
