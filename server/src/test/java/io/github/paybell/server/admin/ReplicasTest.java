package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.LockedOrder;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers on one database, called at the same moment. */
class ReplicasTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = TestStores.class,
      names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName(
      "ONE_EFFECT: two replicas place, refund and close one order at the same moment, and it is"
          + " one")
  void atOnce(TestStores kind) {
    var store = kind.create();
    try (var wechat = LiveShop.simulator();
        var one = LiveShop.start(folder, wechat, store);
        // The same notify listener: notify_url is a part of what an order is placed with.
        var two =
            LiveShop.start(
                folder, wechat, store, Map.of("paybell.notify.base-url", one.notifyUrl()))) {
      for (var account : List.of("v3", "v2", "v3", "v2")) {
        var number = LiveShop.newNumber();
        List<Callable<LiveShop.Answer>> places =
            List.of(
                () -> one.place(account, LiveShop.jsapi(number)),
                () -> two.place(account, LiveShop.jsapi(number)));
        var placed = LiveShop.atOnce(places);
        assertThat(placed.stream().map(LiveShop.Answer::status))
            .as(placed.toString())
            .containsExactlyInAnyOrder(201, 200);
        assertThat(
                wechat.platform().orders().stream()
                    .filter(order -> order.key().equals(LiveShop.key(account, number))))
            .hasSize(1);

        wechat.pay(number);
        wechat.settle();
        List<Callable<LiveShop.Answer>> refunds =
            List.of(
                () -> one.refund(account, number, "R-" + number, 1000),
                () -> two.refund(account, number, "R-" + number, 1000));
        var refunded = LiveShop.atOnce(refunds);
        assertThat(refunded.stream().map(LiveShop.Answer::status))
            .as(refunded.toString())
            .containsExactlyInAnyOrder(201, 200);
        assertThat(wechat.platform().order(LiveShop.key(account, number)).refunds()).hasSize(1);

        var closing = LiveShop.newNumber();
        one.place(account, LiveShop.jsapi(closing));
        List<Callable<LiveShop.Answer>> closes =
            List.of(() -> one.close(account, closing), () -> two.close(account, closing));
        assertThat(LiveShop.atOnce(closes).stream().map(answer -> answer.text("trade_state")))
            .containsExactly("CLOSED", "CLOSED");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestStores.class,
      names = {"POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName(
      "ONE_STOPS_NOBODY: an order that another client has locked: closing it is answered 503,"
          + " locked, and closes nothing; another order is closed meanwhile")
  void locked(TestStores kind) throws Exception {
    var store = kind.create();
    try (var wechat = LiveShop.simulator();
        var shop = LiveShop.start(folder, wechat, store)) {
      var held = LiveShop.newNumber();
      var free = LiveShop.newNumber();
      shop.place("v3", LiveShop.jsapi(held));
      shop.place("v3", LiveShop.jsapi(free));
      try (var client = LockedOrder.in(store, "v3", held)) {
        var refused = shop.close("v3", held);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.type()).isEqualTo("locked");
        assertThat(shop.close("v3", free).text("trade_state")).isEqualTo("CLOSED");

        client.release();
        assertThat(shop.close("v3", held).text("trade_state")).isEqualTo("CLOSED");
      }
    }
  }
}
