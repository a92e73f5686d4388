package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionsTest {
  private static final String ALL =
      "select concat(type, concat(' ', subscriber)) from paybell_subscription order by 1";

  @ParameterizedTest
  @EnumSource
  @DisplayName("The configuration started last holds, exactly; the same again changes nothing")
  void last(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var subscriptions = new Subscriptions(desk.store);
      var closed =
          new Subscriber("b", EventSelection.of(List.of("order.closed")), 1, 0, Ear.good());
      subscriptions.configure(List.of(subscriber("a", Ear.good()), closed), Desk.BEGIN);
      assertThat(desk.texts(ALL))
          .containsExactly("order.closed b", "payment.succeeded a", "reconciliation.difference a");

      subscriptions.configure(List.of(closed), Desk.BEGIN.plusSeconds(1));
      subscriptions.configure(List.of(closed), Desk.BEGIN.plusSeconds(2));

      assertThat(desk.texts(ALL)).containsExactly("order.closed b");
      assertThat(desk.texts("select count(*) from paybell_subscriber where subscriber <> '*'"))
          .containsExactly("1");
      subscriptions.configure(List.of(), Desk.BEGIN);
      assertThat(desk.texts(ALL)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Of configurations that start at once one holds, never a mixture")
  void atOnce(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var subscriptions = new Subscriptions(desk.store);
      var threads = Executors.newFixedThreadPool(3);
      try {
        for (int round = 0; round < 10; round++) {
          var start = new CyclicBarrier(3);
          var work = new ArrayList<Callable<Integer>>();
          for (var names : List.of("ab", "bc", "ca")) {
            var wanted =
                names.chars().mapToObj(c -> subscriber("" + (char) c, Ear.good())).toList();
            work.add(
                () -> {
                  start.await();
                  subscriptions.configure(wanted, Desk.BEGIN);
                  return 0;
                });
          }
          for (var each : threads.invokeAll(work)) {
            each.get();
          }
          var names =
              desk.texts(
                  "select subscriber from paybell_subscriber where subscriber <> '*' order by 1");
          assertThat(Set.of("ab", "bc", "ac")).contains(String.join("", names));
          assertThat(desk.texts("select distinct subscriber from paybell_subscription order by 1"))
              .isEqualTo(names);
        }
      } finally {
        threads.shutdown();
      }
    }
  }
}
