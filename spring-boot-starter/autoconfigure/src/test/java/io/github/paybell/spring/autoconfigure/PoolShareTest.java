package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.jdbc.metadata.HikariDataSourcePoolMetadata;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** How much of the shop's pool Paybell takes. */
class PoolShareTest {
  @ParameterizedTest(name = "a pool of {0}: {1} in all, {2} of them for listeners")
  @CsvSource({"1,2,1", "2,2,1", "5,2,1", "6,3,1", "8,4,2", "10,5,3", "20,10,6", "100,50,8"})
  @DisplayName("BOUNDED: half of the pool, at least two connections, listeners never all of it")
  void half(int pool, int all, int listeners) {
    var share = new PoolShare(OptionalInt.of(pool));
    assertThat(share.all()).isEqualTo(all);
    assertThat(share.listeners()).isEqualTo(listeners);
  }

  @Test
  @DisplayName("a pool that says nothing is taken for one of eight")
  void unknown() {
    assertThat(new PoolShare(OptionalInt.empty()).all()).isEqualTo(4);
    assertThat(PoolSize.of(new DriverManagerDataSource("jdbc:h2:mem:one"), List.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Pool.class)
  @DisplayName("each pool's size is known, also behind a proxy, and without Spring Boot's help")
  void size(Pool kind) throws SQLException {
    var source = kind.open("jdbc:h2:mem:size", "sa", "").source();
    if (source instanceof com.baomidou.dynamic.datasource.DynamicRoutingDataSource routing) {
      routing.afterPropertiesSet();
    }
    var routing = Routing.of(source);
    var own = routing == null ? source : routing.own();
    assertThat(PoolSize.of(own, List.of())).hasValue(Pool.SIZE);
    assertThat(PoolSize.of(new LazyConnectionDataSourceProxy(own), List.of())).hasValue(Pool.SIZE);
  }

  @Test
  @DisplayName("Spring Boot's knowledge of a pool comes first")
  void providers() {
    var pool = new HikariDataSource();
    pool.setMaximumPoolSize(7);
    assertThat(
            PoolSize.of(
                new DriverManagerDataSource("jdbc:h2:mem:one"),
                List.of(any -> new HikariDataSourcePoolMetadata(pool))))
        .hasValue(7);
  }

  @Test
  @DisplayName(
      "BOUNDED, ONE_STOPS_NOBODY: who asks takes only its part; recording has its own, and the"
          + " shop's threads are not counted")
  void parts() throws Exception {
    var share = new PoolShare(OptionalInt.of(8));
    var asking = on("paybell-calls-1", share::enter);
    assertThat(on("shop", share::enter)).isNotNull();
    var recording = on("paybell-inbox-1", share::enter);

    var second = begin("db-scheduler-1", share::enter);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> second.thread().getState() == Thread.State.TIMED_WAITING);
    asking.close();
    second.task().get(1, TimeUnit.MINUTES).close();

    recording.close();
    on("paybell-settle-1", share::enter).close();
  }

  @Test
  @DisplayName("a thread that has a connection gets the next one at once, and gives back one")
  void twice() throws Exception {
    var share = new PoolShare(OptionalInt.of(8));
    for (int i = 0; i < 3; i++) {
      on(
          "paybell-calls-1",
          () -> {
            try (var one = share.enter();
                var two = share.enter()) {
              return one != two;
            }
          });
    }
  }

  @Test
  @DisplayName("the names by which threads are told apart are those of a running shop")
  void names() {
    try (var shop =
        RunningShop.start(
            TestStores.SQLITE,
            Map.of(
                "paybell.subscribers.erp.url", "https://erp.example.com/paybell",
                "paybell.subscribers.erp.secret", "whsec_bm90aGluZy1zZWNyZXQtYXQtYWxsLWhlcmUtMzI="),
            JdbcShop.class)) {
      shop.pay(shop.placed());
      var prefixes = new ArrayList<>(PoolShare.SHORT);
      prefixes.add(PoolShare.LISTENERS);
      prefixes.add("paybell-");
      prefixes.add("db-scheduler");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(prefixes)
                      .allMatch(
                          prefix ->
                              Thread.getAllStackTraces().keySet().stream()
                                  .anyMatch(thread -> thread.getName().startsWith(prefix)),
                          "is the name of a thread"));
    }
  }

  private record Begun<T>(Thread thread, FutureTask<T> task) {}

  private static <T> Begun<T> begin(String name, Callable<T> work) {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, name);
    thread.start();
    return new Begun<>(thread, task);
  }

  private static <T> T on(String name, Callable<T> work) throws Exception {
    return begin(name, work).task().get(1, TimeUnit.MINUTES);
  }
}
