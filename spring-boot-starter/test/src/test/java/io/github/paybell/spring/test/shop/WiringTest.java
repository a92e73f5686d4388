package io.github.paybell.spring.test.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.spring.test.Notifications;
import io.github.paybell.spring.test.PaybellClock;
import io.github.paybell.spring.test.PaybellTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestContextManager;

/** How the kit is put beside a shop, here one with a path and an endpoint of its own. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=kit-shop",
      "server.servlet.context-path=/app",
      "paybell.endpoint.path=/pay/wechat",
      "paybell.listener.mode=after-commit"
    })
@PaybellTest
class WiringTest {
  @Autowired private Simulator wechat;
  @Autowired private CoffeeShop.Counter counter;
  @Autowired private CoffeeShop.Kitchen kitchen;
  @Autowired private Environment environment;
  @Autowired private Clock clock;
  @LocalServerPort private int port;

  @BeforeEach
  void empty(Simulator same) {
    assertThat(same).isSameAs(wechat);
    counter.clear();
    kitchen.failures.set(0);
  }

  @Test
  @DisplayName("The shop runs on the port that its base URL names, and its clock is the test's")
  void turned(PaybellClock same) {
    assertThat(environment.getProperty("paybell.base-url")).isEqualTo("http://127.0.0.1:" + port);
    assertThat(environment.getProperty("paybell.wechat.base-url")).isEqualTo(wechat.url());
    assertThat(clock).isSameAs(same);
    assertThat(clock.withZone(ZoneId.of("Asia/Shanghai")).instant()).isEqualTo(same.instant());
    assertThat(environment.getProperty("spring.datasource.url")).contains("IMMEDIATE");
    assertThat(Files.isDirectory(Path.of(environment.getRequiredProperty("paybell.data-dir"))))
        .isTrue();
  }

  @Test
  @DisplayName("What the simulator and what the kit sends arrives below context path and endpoint")
  void reached(Notifications notifications, PaybellClock time) {
    counter.order("COFFEE0001");
    assertThat(wechat.pay("COFFEE0001").terms().notifyUrl())
        .startsWith("http://127.0.0.1:" + port + "/app/pay/wechat/");
    counter.order("branch", "COFFEE0002");
    notifications.paid("COFFEE0002").account("branch").total(1800).v2().deliver().assertRight();
    time.settle();
    assertThat(counter.coffees()).containsExactlyInAnyOrder("COFFEE0001", "COFFEE0002");
  }

  @Test
  @DisplayName("A listener that runs after the commit has run, and is called again in its time")
  void afterCommit(PaybellClock time) {
    kitchen.failures.set(1);
    counter.order("COFFEE0001");
    wechat.pay("COFFEE0001");
    time.settle();
    // It wrote, in a transaction of its own for each statement, and threw: that is this mode.
    assertThat(counter.coffees()).hasSize(1);
    counter.clear();
    time.advance(Duration.ofSeconds(7));
    assertThat(counter.coffees()).hasSize(1);
  }

  @Test
  @DisplayName("Time does not run backwards")
  void backwards(PaybellClock time) {
    assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Shares all of it with the class around it. */
  @Nested
  class Within {
    @Test
    @DisplayName("A nested class has the same shop, emptied")
    void same(Simulator inner) {
      assertThat(inner).isSameAs(wechat);
      assertThat(inner.platform().orders()).isEmpty();
    }
  }

  @SpringBootTest(properties = "spring.config.name=kit-shop")
  @PaybellTest
  static final class WithoutServer {}

  @Test
  @DisplayName("Without a web server the kit refuses and says what to write")
  void withoutServer() {
    var test = new TestContextManager(WithoutServer.class).getTestContext();
    assertThatThrownBy(test::getApplicationContext)
        .hasStackTraceContaining("webEnvironment = RANDOM_PORT");
  }
}
