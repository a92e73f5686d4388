package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.engine.inbox.Reading.Refused;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionsTest {
  private static final byte[] BODY = new byte[65_536];

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: of a flood of forgeries a second's share is sampled, and its text cut")
  void rate(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options)) {
      try (var rejections = new Rejections(store, Clock.systemUTC(), 5, 100)) {
        for (int i = 0; i < 10_000; i++) {
          rejections.offer(
              "shop",
              new Refused(Refusal.SIGNATURE_WRONG, "\0 " + "签".repeat(5_000)),
              "x".repeat(5_000),
              BODY);
        }
      }
    }

    // Ten thousand offers may outlast a second or two; far more would be no sample.
    assertThat(TestRows.texts(options, "select detail from paybell_rejection"))
        .hasSizeBetween(5, 50)
        .allSatisfy(detail -> assertThat(detail).hasSize(256));
    assertThat(TestRows.texts(options, "select address from paybell_rejection"))
        .allSatisfy(address -> assertThat(address).hasSize(64));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: the sample keeps its newest rows and no more than it may")
  void kept(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options)) {
      for (int i = 0; i < 4; i++) {
        try (var rejections = new Rejections(store, Clock.systemUTC(), 5, 7)) {
          for (int j = 0; j < 5; j++) {
            rejections.offer("shop", new Refused(Refusal.MALFORMED, i + "." + j), "::1", BODY);
          }
        }
      }
    }

    assertThat(TestRows.texts(options, "select detail from paybell_rejection order by id"))
        .containsExactly("2.3", "2.4", "3.0", "3.1", "3.2", "3.3", "3.4");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: nothing is sampled where nothing may be")
  void none(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var rejections = new Rejections(store, Clock.systemUTC(), 0, 0)) {
      rejections.offer("shop", new Refused(Refusal.MALFORMED, "x"), "::1", BODY);
    }

    assertThat(TestRows.texts(options, "select detail from paybell_rejection")).isEmpty();
  }
}
