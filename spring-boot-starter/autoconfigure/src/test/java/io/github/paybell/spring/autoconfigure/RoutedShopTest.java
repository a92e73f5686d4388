package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.baomidou.dynamic.datasource.toolkit.DynamicDataSourceContextHolder;
import com.baomidou.dynamic.datasource.tx.LocalTxUtil;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.spring.OrderInfo;
import io.github.paybell.spring.TradeState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop with two databases behind one DataSource: Paybell's records are in the first. */
class RoutedShopTest {
  private RunningShop shop;

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  /** How a thread says which database it wants. */
  enum Router {
    DYNAMIC_DATASOURCE {
      @Override
      DataSource source(DataSource master, DataSource slave) {
        return Pool.dynamic(Map.of("master", master, "slave", slave));
      }

      @Override
      <T> T on(String name, Supplier<T> work) {
        // What @DS does.
        DynamicDataSourceContextHolder.push(name);
        try {
          return work.get();
        } finally {
          DynamicDataSourceContextHolder.poll();
        }
      }
    },
    SPRING {
      @Override
      DataSource source(DataSource master, DataSource slave) {
        var routing =
            new AbstractRoutingDataSource() {
              @Override
              protected @Nullable Object determineCurrentLookupKey() {
                return SAID.get();
              }
            };
        routing.setTargetDataSources(Map.of("master", master, "slave", slave));
        routing.setDefaultTargetDataSource(master);
        return routing;
      }

      @Override
      <T> T on(String name, Supplier<T> work) {
        SAID.set(name);
        try {
          return work.get();
        } finally {
          SAID.remove();
        }
      }
    };

    private static final ThreadLocal<@Nullable String> SAID = new ThreadLocal<>();

    abstract DataSource source(DataSource master, DataSource slave);

    abstract <T> T on(String name, Supplier<T> work);
  }

  private void open(Router router) {
    var properties = new HashMap<String, String>();
    properties.put("test.router", router.name());
    properties.put(
        "test.slave", RunningShop.database(TestStores.MARIADB).get("spring.datasource.url"));
    var wechat = Simulator.start(SimulatorOptions.forTests());
    try {
      shop =
          RunningShop.start(
              wechat, true, RunningShop.database(TestStores.MARIADB), properties, RoutedShop.class);
    } catch (RuntimeException e) {
      wechat.close();
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource(Router.class)
  @DisplayName(
      "place, order, refresh and expect inside @DS(\"slave\") go to Paybell's own database")
  void fromTheOtherDatabase(Router router) {
    open(router);
    var number = router.on("slave", shop::placed);
    shop.pay(number);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(1));
    assertThat(router.on("slave", () -> shop.paybell().order(number)).orElseThrow().tradeState())
        .isEqualTo(TradeState.SUCCESS);
    assertThat(router.on("slave", () -> shop.paybell().refresh(number))).isPresent();
    var expected = RunningShop.order(RunningShop.newNumber());
    assertThat(router.on("slave", () -> shop.paybell().expect(expected))).isTrue();
    assertThat(shop.paybell().order(expected.outTradeNo())).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Router.class)
  @DisplayName(
      "TOGETHER: expect in a transaction of the other database is refused with what to do; reading"
          + " there is not")
  void otherTransaction(Router router) {
    open(router);
    var number = RunningShop.newNumber();
    var transaction = new TransactionTemplate(shop.bean(PlatformTransactionManager.class));
    assertThatThrownBy(
            () ->
                router.on(
                    "slave",
                    () ->
                        transaction.execute(
                            status -> shop.paybell().expect(RunningShop.order(number)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Begin the transaction on the default one");
    Optional<OrderInfo> read =
        router.on("slave", () -> transaction.execute(status -> shop.paybell().order(number)));
    assertThat(read).isEmpty();
    Boolean expected =
        router.on(
            "master",
            () -> transaction.execute(status -> shop.paybell().expect(RunningShop.order(number))));
    assertThat(expected).isTrue();
  }

  @Test
  @DisplayName(
      "TOGETHER: expect inside @DSTransactional rolls back with it; place is refused in there")
  void dsTransactional() throws Exception {
    open(Router.DYNAMIC_DATASOURCE);
    var number = RunningShop.newNumber();
    var xid = LocalTxUtil.startTransaction();
    try {
      assertThat(shop.paybell().expect(RunningShop.order(number))).isTrue();
      assertThatThrownBy(() -> shop.paybell().place(RunningShop.order(number), RunningShop.payer()))
          .isInstanceOf(IllegalTransactionStateException.class)
          .hasMessageContaining("@DSTransactional");
    } finally {
      LocalTxUtil.rollback(xid);
    }
    assertThat(shop.paybell().order(number)).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  @Import(JdbcShop.class)
  static class RoutedShop {
    @Bean
    DataSource dataSource(Environment settings) {
      return Router.valueOf(settings.getRequiredProperty("test.router"))
          .source(
              Pool.hikari(
                  settings.getRequiredProperty("spring.datasource.url"),
                  settings.getRequiredProperty("spring.datasource.username"),
                  settings.getProperty("spring.datasource.password", "")),
              new DriverManagerDataSource(
                  settings.getRequiredProperty("test.slave"),
                  settings.getRequiredProperty("spring.datasource.username"),
                  settings.getProperty("spring.datasource.password", "")));
    }
  }
}
