package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.OrderBook;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** From start to stop: the order book, the health page, and an end that loses nothing. */
class LifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "management.endpoint.health.show-details", "always",
          "management.endpoint.health.probes.enabled", "true");

  /** A shop with a health page and an order table of its own. */
  @Configuration(proxyBeanMethods = false)
  @Import(JdbcShop.class)
  @ImportAutoConfiguration({
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthContributorAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    PaybellHealthAutoConfiguration.class
  })
  static class BookShop {
    @Bean
    Book book() {
      return new Book();
    }
  }

  /** Orders that nobody told Paybell of. */
  static final class Book implements OrderBook {
    final List<ExpectedOrder> unpaid = new CopyOnWriteArrayList<>();
    final List<String> closed = new CopyOnWriteArrayList<>();

    Book() {
      unpaid.add(RunningShop.order("BOOK0001"));
    }

    @Override
    public Optional<ExpectedOrder> find(String account, String outTradeNo) {
      return unpaid.stream().filter(order -> order.outTradeNo().equals(outTradeNo)).findFirst();
    }

    @Override
    public Stream<ExpectedOrder> unpaid(String account, Instant since) {
      return unpaid.stream().onClose(() -> closed.add(account));
    }
  }

  private static String get(RunningShop shop, String path) {
    var answer = shop.send(HttpRequest.newBuilder(shop.uri(path)).GET().build());
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName(
      "the order book's unpaid orders are registered, and the health page shows what waits:"
          + " readiness has it, liveness does not")
  void health() {
    try (var shop = RunningShop.start(TestStores.SQLITE, PROPERTIES, BookShop.class)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(shop.paybell().order("BOOK0001")).isPresent());
      assertThat(shop.bean(Book.class).closed).contains("shop");
      var page = "/actuator/health/paybell";
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(shop, page))
                      .startsWith("200")
                      .contains("unpaid is asked every minute"));
      assertThat(get(shop, page))
          .contains("\"notifications_waiting\":0")
          .contains("\"problems_open\":0")
          .contains("\"deliveries_dead\":0")
          .contains("\"store\":\"SQLite\"")
          .contains("first_key_expires_at");
      assertThat(members(shop)).contains("paybell");
      assertThat(members(shop, "readiness"))
          .contains("paybellStore", "readinessState")
          .doesNotContain("paybell");
      assertThat(members(shop, "liveness"))
          .doesNotContain("paybell", "paybellStore")
          .contains("livenessState");
    }
  }

  private static Set<String> members(RunningShop shop, String... group) {
    var health = shop.bean(HealthEndpoint.class).healthForPath(group);
    return ((CompositeHealthDescriptor) health).getComponents().keySet();
  }

  @Test
  @DisplayName("a shop that stops leaves no thread of the engine, and its pool closes after it")
  void stops() {
    var before = threads();
    var shop = RunningShop.start(TestStores.SQLITE, PROPERTIES, BookShop.class);
    var pool = shop.bean(HikariDataSource.class);
    var number = shop.placed();
    shop.pay(number);
    assertThat(threads()).hasSizeGreaterThan(before.size());
    var engine = shop.engine();

    shop.close();

    assertThat(engine.ready()).isFalse();
    assertThat(pool.isClosed()).isTrue();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(threads()).containsExactlyInAnyOrderElementsOf(before));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("paybell-"))
        .sorted()
        .toList();
  }

  @Test
  @DisplayName("a context that is stopped and started again takes payments as before")
  void restarts() {
    try (var shop = RunningShop.start(TestStores.SQLITE, PROPERTIES, BookShop.class)) {
      shop.context().stop();
      shop.context().start();
      var number = shop.placed();
      shop.pay(number);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(1));
    }
  }
}
