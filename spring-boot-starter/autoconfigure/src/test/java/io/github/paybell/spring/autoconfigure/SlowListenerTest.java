package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.TakenAs;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** ONE_STOPS_NOBODY where listener, notifications and the shop's pages share a pool of eight. */
class SlowListenerTest {
  private static final int PAGES = Pool.SIZE / 2;

  private final CountDownLatch released = new CountDownLatch(1);
  private RunningShop shop;

  @AfterEach
  void close() {
    released.countDown();
    if (shop != null) {
      shop.close();
    }
  }

  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  @ParameterizedTest
  @EnumSource(Pool.class)
  @DisplayName(
      "ONE_STOPS_NOBODY: eight listeners hang on a pool of eight; shop pages and notifications are"
          + " answered as if nothing were")
  void eightListenersHang(Pool pool) throws Exception {
    var properties = new HashMap<String, String>();
    properties.put("test.pool", pool.name());
    // Whoever asks WeChat Pay meets the locks that the listeners hold.
    properties.put("paybell.healing.ladder", "1s");
    var wechat = Simulator.start(SimulatorOptions.forTests());
    try {
      // The schema is made through that pool, too.
      var database = RunningShop.emptyDatabase(TestStores.MARIADB);
      shop = RunningShop.start(wechat, true, database, properties, PooledShop.class);
    } catch (RuntimeException e) {
      wechat.close();
      throw e;
    }
    var entered = new AtomicInteger();
    shop.bean(JdbcShop.Fulfilling.class).then =
        event -> {
          entered.incrementAndGet();
          hang(released);
        };
    var orders = new ArrayList<String>();
    for (int i = 0; i < 8; i++) {
      orders.add(shop.placed());
    }
    orders.forEach(shop.wechat()::pay);
    shop.wechat().settle();
    int most = shop.bean(ShopDatabase.class).share().listeners();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(entered.get()).isGreaterThanOrEqualTo(most));

    // Half of the pool at once, and no page waits for a connection.
    assertThat(pages()).hasSize(PAGES).containsOnly(200);
    for (int i = 0; i < 4; i++) {
      var later = shop.placed();
      shop.pay(later);
      orders.add(later);
      assertThat(shop.paybell().order(later)).isPresent();
    }
    for (var order : orders) {
      assertThat(shop.attempts(order)).hasSize(1);
      assertThat(shop.attempts(order).get(0).takenAs()).isEqualTo(TakenAs.SUCCESS);
    }
    assertThat(entered.get()).isBetween(most, PAGES);
    assertThat(pages()).hasSize(PAGES).containsOnly(200);
    assertThat(shop.bean(Pool.Opened.class).active().getAsInt()).isLessThanOrEqualTo(PAGES);

    released.countDown();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(orders.size()));
  }

  private List<Integer> pages() throws Exception {
    var threads = Executors.newFixedThreadPool(PAGES);
    try {
      Callable<Integer> visit =
          () -> shop.send(HttpRequest.newBuilder(shop.uri("/page")).build()).statusCode();
      var codes = new ArrayList<Integer>();
      for (var page : threads.invokeAll(java.util.Collections.nCopies(PAGES, visit))) {
        codes.add(page.get(1, TimeUnit.MINUTES));
      }
      return codes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void hang(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(JdbcShop.class)
  static class PooledShop {
    @Bean
    Pool.Opened pool(Environment settings) throws SQLException {
      return Pool.valueOf(settings.getRequiredProperty("test.pool"))
          .open(
              settings.getRequiredProperty("spring.datasource.url"),
              settings.getRequiredProperty("spring.datasource.username"),
              settings.getProperty("spring.datasource.password", ""));
    }

    @Bean
    DataSource dataSource(Pool.Opened pool) {
      return pool.source();
    }

    /** A page that is shown when as many guests as half of the pool have a connection each. */
    @Bean
    ServletRegistrationBean<HttpServlet> page(
        PlatformTransactionManager manager, JdbcTemplate jdbc) {
      var together = new CyclicBarrier(PAGES);
      return new ServletRegistrationBean<>(
          new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
              new TransactionTemplate(manager)
                  .executeWithoutResult(
                      status -> {
                        jdbc.queryForObject("select count(*) from fulfilment", Integer.class);
                        try {
                          together.await(50, TimeUnit.SECONDS);
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                      });
              response.setStatus(200);
            }
          },
          "/page");
    }
  }
}
