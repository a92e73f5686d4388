package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockedOrderTest {
  private static final int OTHERS = 60;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE") // it has one lock, for all
  @DisplayName(
      "ONE_STOPS_NOBODY: while somebody holds an order's row only its payment is refused, as busy;"
          + " it is applied when the lock is gone")
  void locked(TestStores stores) throws Exception {
    var options = stores.create();
    try (var shop = TestEngine.on(options, TestPlatform.accounts(), TestEngine.UNHURRIED)) {
      shop.engine().orders().register("shop", TestEngine.order("LOCKED", 100));
      for (int i = 0; i < OTHERS; i++) {
        shop.engine().orders().register("shop", TestEngine.order("OTHER" + i, 100));
      }
      try (var stranger = lock(options, "LOCKED")) {
        var held = new ArrayList<CompletableFuture<Reply>>();
        var answers = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < OTHERS; i++) {
          if (i % 20 == 0) {
            held.add(paid("LOCKED").laterTo(shop));
          }
          answers.add(paid("OTHER" + i).laterTo(shop));
        }
        for (var answer : answers) {
          assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo(Replies.success(Api.V2));
        }
        for (var answer : held) {
          assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo(Replies.busy(Api.V2));
        }
        stranger.rollback();
      }
      assertThat(paid("LOCKED").to(shop)).isEqualTo(Replies.success(Api.V2));
      assertThat(shop.engine().orders().find("shop", "LOCKED").orElseThrow().tradeState())
          .isEqualTo("SUCCESS");
    }
  }

  private static TestPlatform.Sent paid(String outTradeNo) {
    return TestPlatform.v2Paid(outTradeNo, "4200009001" + outTradeNo, 100);
  }

  private static Connection lock(StoreOptions options, String outTradeNo) throws SQLException {
    var connection =
        DriverManager.getConnection(options.url(), options.username(), options.password());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      // Not by a query: MariaDB's would read another key of so small a table, and lock it all.
      var locked =
          statement.executeUpdate(
              "update paybell_order set version = version where account = 'shop' and out_trade_no ="
                  + " '"
                  + outTradeNo
                  + "'");
      assertThat(locked).isEqualTo(1);
    }
    return connection;
  }
}
