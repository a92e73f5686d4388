package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.delivery.Deliveries.EventFilter;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SEEN: a merchant's time for a complaint runs, and a person is told of it, on a set clock. */
class ComplaintClockTest {
  private static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final List<Integer> HOURS = List.of(11, 12, 13, 19, 20, 23, 24, 30, 71, 72, 100);

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Neither answered nor completed: told at 0, 12, 20, 24 and 72 h, once over two replicas")
  void ignored(TestStores stores) throws Exception {
    var store = stores.create();
    try (var shop = shop(store)) {
      say(shop, "C1", "CREATE_COMPLAINT", 0);
      say(shop, "C1", "USER_RESPONSE", 1);

      for (int hour : HOURS) {
        twice(store, hour);
      }

      assertThat(told(shop)).containsExactly("normal", "high", "critical", "critical", "critical");
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("complaint_open");
                assertThat(problem.cause()).isEqualTo("C1");
                assertThat(problem.severity()).isEqualTo("critical");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MERCHANT_RESPONSE         | 1  | normal critical",
        "MERCHANT_RESPONSE         | 13 | normal high critical",
        "MERCHANT_REJECT_REFUND    | 1  | normal critical",
        "USER_RESPONSE             | 1  | normal high critical critical critical",
        "RESPONSE_BY_PLATFORM      | 1  | normal high critical critical critical",
        "MERCHANT_CONFIRM_COMPLETE | 1  | normal resolved",
        "MERCHANT_CONFIRM_COMPLETE | 21 | normal high critical resolved",
      })
  @DisplayName("A merchant's response ends the steps about the reply, completing it ends all")
  void acted(String action, int after, String told) throws Exception {
    var store = TestStores.SQLITE.create();
    try (var shop = shop(store)) {
      say(shop, "C1", "CREATE_COMPLAINT", 0);
      for (int hour : HOURS) {
        if (hour >= after && told(shop).stream().noneMatch("resolved"::equals)) {
          say(shop, "C1", action, after);
        }
        run(store, hour);
      }
      assertThat(told(shop)).containsExactly(told.split(" "));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: in whatever order they come, and long after, the same is open in the end")
  void anyOrder(TestStores stores) throws Exception {
    var store = stores.create();
    try (var shop = shop(store)) {
      say(shop, "C1", "MERCHANT_CONFIRM_COMPLETE", 5);
      say(shop, "C1", "CREATE_COMPLAINT", 0);
      say(shop, "C2", "MERCHANT_RESPONSE", 5);
      say(shop, "C2", "CREATE_COMPLAINT", 0);
      say(shop, "C3", "CREATE_COMPLAINT", 0);

      run(store, 73);
      run(store, 73);

      assertThat(told(shop)).containsExactly("normal", "normal", "critical", "critical");
      assertThat(open(shop)).extracting(ProblemView::cause).containsExactlyInAnyOrder("C2", "C3");

      say(shop, "C1", "CONTINUE_COMPLAINT", 74);
      run(store, 74 + 12);
      assertThat(told(shop)).endsWith("normal", "high");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: dismissed only with a reason, and then a person is not told again")
  void dismissed(TestStores stores) throws Exception {
    var store = stores.create();
    try (var shop = shop(store)) {
      say(shop, "C1", "CREATE_COMPLAINT", 0);
      var id = open(shop).get(0).id();
      var problems = shop.engine().problems();

      assertThat(problems.resolve(id, "dismiss", " ", "admin"))
          .isInstanceOf(Resolution.Refused.class);
      assertThat(problems.resolve(id, "dismiss", "settled by telephone", "admin"))
          .isInstanceOf(Resolution.Resolved.class);
      run(store, 30);
      say(shop, "C1", "USER_RESPONSE", 31);
      run(store, 80);

      assertThat(told(shop)).containsExactly("normal", "resolved");
    }
  }

  private static TestEngine shop(StoreOptions store) {
    return TestEngine.on(store, TestPlatform.accounts(), Clock.systemUTC());
  }

  private static void say(TestEngine shop, String complaint, String action, int hour) {
    var at = BEGIN.plus(Duration.ofHours(hour));
    assertThat(TestPlatform.complaint(complaint, action, at).to(shop).status()).isEqualTo(204);
  }

  private static void run(StoreOptions options, int hour) throws SQLException {
    var clock = Clock.fixed(BEGIN.plus(Duration.ofHours(hour)), ZoneOffset.UTC);
    try (var store = Store.open(options)) {
      new ComplaintClock(store, new Ledger(store, account -> null, clock), clock).run();
    }
  }

  /** On two replicas at once. */
  private static void twice(StoreOptions options, int hour) throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    try {
      var both =
          threads.invokeAll(
              Collections.nCopies(
                  2,
                  () -> {
                    run(options, hour);
                    return 0;
                  }));
      for (var each : both) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The events about complaints, oldest first: with which severity, or that it is over. */
  private static List<String> told(TestEngine shop) {
    var all = new ArrayList<String>();
    for (var view :
        shop.engine().deliveries().events(new EventFilter(null, null, null), null, 200).items()) {
      var data = view.event().data();
      if (data.contains("complaint_open")) {
        all.add(
            view.event().type() == EventType.PROBLEM_RESOLVED
                ? "resolved"
                : data.replaceAll(".*\"severity\":\"([a-z]+)\".*", "$1"));
      }
    }
    Collections.reverse(all);
    return all;
  }

  private static List<ProblemView> open(TestEngine shop) {
    return shop.engine().problems().list(null, "open", null, 200).items().stream()
        .filter(problem -> problem.kind().equals("complaint_open"))
        .toList();
  }
}
