package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionSampleTest {
  private static final byte[] BODY = new byte[65_536];

  private final Heard heard = new Heard();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));

  @AfterEach
  void close() {
    heard.close();
  }

  private Rejected rejected(String account, String reason, String detail, @Nullable String number) {
    return new Rejected(
        Ids.at(clock.millis()),
        clock.instant(),
        account,
        reason,
        detail,
        "x".repeat(5_000),
        number,
        200,
        BODY.length);
  }

  private RejectionSample sample(Store store, int perSecond, int kept) {
    return new RejectionSample(
        TestRejections.of(store, clock), new RefusalWarnings(clock), perSecond, kept, clock);
  }

  private static List<String> details(StoreOptions options) throws Exception {
    return TestRows.texts(options, "select detail from paybell_rejection order by id");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: of a flood of equal forgeries a sample is kept, and its text cut")
  void rate(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var sample = sample(store, 5, 100)) {
      for (int i = 0; i < 10_000; i++) {
        sample.offer(
            rejected("shop", "signature_wrong", "\0 " + "签".repeat(5_000), "ORDER-1"), null, BODY);
      }
    }

    // The first, and what the bucket of the repeats holds.
    assertThat(details(options))
        .hasSize(1 + 20)
        .allSatisfy(detail -> assertThat(detail).hasSize(256));
    assertThat(TestRows.texts(options, "select address from paybell_rejection"))
        .allSatisfy(address -> assertThat(address).hasSize(64));
    assertThat(heard.lines()).hasSize(2).last().asString().endsWith("left_out=9999");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: forty refused requests of eight kinds are all found, in log and store")
  void forty(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var sample = sample(store, 5, 10_000)) {
      for (int order = 0; order < 5; order++) {
        for (int kind = 0; kind < 8; kind++) {
          sample.offer(
              rejected("shop", "reason_" + kind, kind + "." + order, "ORDER-" + order), null, BODY);
        }
      }
    }

    assertThat(details(options)).doesNotHaveDuplicates().hasSize(40);
    for (int order = 0; order < 5; order++) {
      var number = "claimed_out_trade_no=ORDER-" + order + " ";
      assertThat(heard.lines()).filteredOn(line -> line.contains(number)).hasSize(8);
    }
    assertThat(heard.lines(Level.WARN))
        .filteredOn(line -> !line.contains("left_out"))
        .as("one warning for each account and reason")
        .hasSize(8);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: the first about an order is kept in the midst of a flood about another")
  void firstInAFlood(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var sample = sample(store, 5, 10_000)) {
      for (int i = 0; i < 10_000; i++) {
        sample.offer(rejected("shop", "signature_wrong", "flood", "ORDER-1"), null, BODY);
        if (i == 5_000) {
          sample.offer(rejected("shop", "signature_wrong", "genuine", "ORDER-2"), null, BODY);
        }
      }
    }

    assertThat(details(options)).contains("genuine");
    assertThat(heard.lines()).anyMatch(line -> line.contains("claimed_out_trade_no=ORDER-2 "));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: who invents order numbers fills neither the store nor the log")
  void invented(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var sample = sample(store, 5, 10_000)) {
      for (int i = 0; i < 10_000; i++) {
        sample.offer(rejected("shop", "signature_wrong", "x", "ORDER-" + i), null, new byte[0]);
      }
    }

    assertThat(details(options)).hasSize(RejectionSample.FIRSTS_AT_ONCE);
    assertThat(heard.lines()).hasSizeLessThan(RejectionSample.FIRSTS_AT_ONCE + 5);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: the newest rows stay, of strangers a tenth, none for over 14 days")
  void kept(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options)) {
      try (var sample = sample(store, 5, 20)) {
        sample.offer(rejected("shop", "malformed", "old", null), null, BODY);
      }
      clock.move(Duration.ofDays(14).plusSeconds(1));
      try (var sample = sample(store, 5, 20)) {
        sample.offer(rejected("shop", "malformed", "fresh", null), null, BODY);
      }
      assertThat(details(options)).containsExactly("fresh");
      for (int i = 0; i < 30; i++) {
        try (var sample = sample(store, 5, 20)) {
          sample.offer(rejected("shop", "malformed", "shop " + i, null), null, BODY);
          sample.offer(rejected("", "unknown_token", "stranger " + i, null), null, null);
        }
      }
    }

    assertThat(details(options))
        .filteredOn(detail -> detail.startsWith("stranger"))
        .containsExactly("stranger 28", "stranger 29");
    assertThat(details(options))
        .filteredOn(detail -> detail.startsWith("shop"))
        .containsExactlyElementsOf(IntStream.range(12, 30).mapToObj(i -> "shop " + i).toList());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: nothing is kept where nothing may be, but it is said")
  void none(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options);
        var sample = sample(store, 0, 0)) {
      sample.offer(rejected("shop", "malformed", "x", null), null, BODY);
    }

    assertThat(details(options)).isEmpty();
    assertThat(heard.lines()).hasSize(1);
  }
}
