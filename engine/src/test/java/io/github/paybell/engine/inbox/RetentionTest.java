package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw notifications are not kept for ever. */
class RetentionTest {
  private static final Duration KEPT = Duration.ofDays(400);
  private static final Instant NOW = Instant.parse("2037-01-01T00:00:00Z");

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: what is older is deleted, what is younger by a millisecond stays")
  void deleted(TestStores stores) throws Exception {
    var database = stores.create();
    try (var store = Store.open(database)) {
      insert(store, 2 * Retention.STEP + 1, NOW.minus(KEPT).minusMillis(1));
      insert(store, 3, NOW.minus(KEPT));
      var retention = new Retention(store, Clock.fixed(NOW, ZoneOffset.UTC));

      assertThat(retention.run(KEPT)).isEqualTo(2 * Retention.STEP + 1);
      assertThat(retention.run(KEPT)).isZero();
      assertThat(TestRows.texts(database, "select count(*) from paybell_notification"))
          .containsExactly("3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 2_000})
  @DisplayName("Every number of old ones is deleted whole")
  void steps(int many) throws Exception {
    try (var store = Store.open(TestStores.SQLITE.create())) {
      insert(store, many, NOW.minus(KEPT).minusSeconds(1));

      assertThat(new Retention(store, Clock.fixed(NOW, ZoneOffset.UTC)).run(KEPT)).isEqualTo(many);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An order keeps what a deleted notification said, and a late copy changes nothing")
  void factsStay(TestStores stores) throws Exception {
    var database = stores.create();
    try (var shop = TestEngine.on(database, TestPlatform.accounts(), Clock.systemUTC());
        var store = Store.open(database)) {
      shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
      var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
      paid.to(shop);
      var order = shop.engine().orders().find("shop", "ORDER-1").orElseThrow();

      // Far off: ids only rise, and another test of this process may have set its clock forward.
      var later = Clock.fixed(Instant.parse("2300-01-01T00:00:00Z"), ZoneOffset.UTC);
      assertThat(new Retention(store, later).run(KEPT)).isOne();

      assertThat(shop.engine().orders().find("shop", "ORDER-1")).hasValue(order);
      assertThat(paid.to(shop).status()).isEqualTo(204);
      assertThat(shop.engine().orders().find("shop", "ORDER-1").orElseThrow().version())
          .isEqualTo(2);
      assertThat(TestRows.texts(database, "select verdict from paybell_notification"))
          .containsExactly("already_applied");
    }
  }

  @Test
  @DisplayName("Less than a day is refused: copies of one notification come for a day")
  void tooShort() {
    try (var store = Store.open(TestStores.SQLITE.create())) {
      var retention = new Retention(store, Clock.fixed(NOW, ZoneOffset.UTC));
      assertThatThrownBy(() -> retention.run(Duration.ofHours(23)))
          .hasMessageContaining("at least 1 day");
    }
  }

  private static void insert(Store store, int many, Instant at) throws SQLException {
    store.write(
        connection -> {
          var rows = Sql.load(Recorder.class, store, "insert_notification").rows();
          for (int i = 0; i < many; i++) {
            // Ids.at would let a time before that of an earlier id rise above it.
            var id = Retention.first(at.toEpochMilli());
            rows.add()
                .set(
                    "id",
                    new UUID(id.getMostSignificantBits(), Ids.at(0).getLeastSignificantBits()))
                .set("account", "shop")
                .set("dedupe_key", at + "-" + i)
                .set("api", "v3")
                .set("event_type", "TRANSACTION.SUCCESS")
                .set("verdict", "applied")
                .set("raw", new byte[10])
                .set("is_final", 1)
                .set("next_try_at", null)
                .set("now", at);
          }
          return rows.execute(connection);
        });
  }
}
