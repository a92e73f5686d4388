package io.github.paybell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose clock is not the database's. */
class ClockWatchTest {
  private static final Duration WRONG = Duration.ofSeconds(31);

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "SEEN: a clock more than 30 s off, either way, is one open problem of its machine; it ends by"
          + " itself, and another machine's clock does not end it")
  void differs(TestStores stores) throws Exception {
    var utc = Clock.systemUTC();
    try (var store = Store.open(stores.create())) {
      var ledger = new Ledger(store, account -> null, utc);
      var problems = new Problems(store, ledger, utc);
      var one = new ClockWatch(store, ledger, "one");
      var two = new ClockWatch(store, ledger, "two");

      one.note(Duration.ofSeconds(30));
      assertThat(open(problems)).isEmpty();

      one.note(WRONG);
      one.note(WRONG);
      two.note(Duration.ZERO);
      assertThat(open(problems)).hasSize(1);
      assertThat(open(problems).get(0).kind()).isEqualTo("clock_differs");
      assertThat(open(problems).get(0).timesSeen()).isEqualTo(1);

      two.note(WRONG.negated());
      assertThat(open(problems)).hasSize(2);

      one.note(Duration.ZERO);
      two.note(Duration.ofSeconds(-30));
      assertThat(open(problems)).isEmpty();
    }
  }

  private static List<ProblemView> open(Problems problems) {
    return problems.list("*", "open", null, 10).items();
  }
}
