package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.delivery.Deliveries.EventFilter;
import io.github.paybell.engine.delivery.Deliveries.Filter;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see of deliveries, and what they may do about them. */
class DeliveriesContractTest {
  private static final Filter ALL = new Filter(null, null, null, null, null, null);

  private static Filter of(@Nullable String subscriber, @Nullable String state) {
    return new Filter(null, subscriber, state, null, null, null);
  }

  private static List<DeliveryKey> walk(Deliveries deliveries, Filter filter, int limit) {
    var keys = new ArrayList<DeliveryKey>();
    String cursor = null;
    do {
      var page = deliveries.list(filter, cursor, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(view -> keys.add(view.key()));
      cursor = page.next();
    } while (cursor != null);
    return keys;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A list goes newest event first, page by page, and names each delivery once")
  void pages(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var delivery = desk.delivery(subscriber("one", Ear.good()), subscriber("other", Ear.good()));
      desk.events(25);
      var deliveries = delivery.deliveries();

      for (int limit : new int[] {1, 7, 200}) {
        assertThat(walk(deliveries, ALL, limit))
            .hasSize(50)
            .doesNotHaveDuplicates()
            .isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
        assertThat(walk(deliveries, of("one", "pending"), limit)).hasSize(25);
        assertThat(walk(deliveries, of("one", "dead"), limit)).isEmpty();
      }
      assertThatThrownBy(() -> deliveries.list(ALL, "nonsense", 10))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A filter narrows by account, subscriber, state, type and time, and all of them")
  void filters(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear =
          Ear.answering(
              attempt ->
                  attempt.event().account().equals("other")
                      ? new DeliveryResult.Refused(410, "gone")
                      : Ear.HEARD);
      var delivery = desk.delivery(subscriber("one", ear));
      var report = EventType.RECONCILIATION_DIFFERENCE;
      var paid = EventType.PAYMENT_SUCCEEDED;
      var hour = Duration.ofHours(1);
      desk.eventsAt(Desk.BEGIN.minus(hour), 1, "shop", report, null);
      desk.eventsAt(Desk.BEGIN.minus(hour), 2, "shop", paid, "ORDER-1");
      desk.eventsAt(Desk.BEGIN, 4, "other", paid, "ORDER-1");
      delivery.tellAll(desk.clock.instant());
      desk.eventsAt(Desk.BEGIN.plus(hour), 8, "other", report, null);
      var deliveries = delivery.deliveries();

      assertThat(walk(deliveries, ALL, 200)).hasSize(15);
      assertThat(walk(deliveries, new Filter("shop", null, null, null, null, null), 9)).hasSize(3);
      assertThat(walk(deliveries, new Filter(null, "none", null, null, null, null), 9)).isEmpty();
      assertThat(walk(deliveries, of(null, "delivered"), 9)).hasSize(3);
      assertThat(walk(deliveries, of(null, "dead"), 3)).hasSize(4);
      assertThat(walk(deliveries, of(null, "pending"), 3)).hasSize(8);
      assertThat(walk(deliveries, new Filter(null, null, null, paid, null, null), 9)).hasSize(6);
      assertThat(walk(deliveries, between(Desk.BEGIN, null), 9)).hasSize(12);
      assertThat(walk(deliveries, between(null, Desk.BEGIN), 9)).hasSize(3);
      assertThat(walk(deliveries, between(Desk.BEGIN, Desk.BEGIN.plusMillis(1)), 3)).hasSize(4);
      assertThat(
              walk(
                  deliveries,
                  new Filter("shop", "one", "delivered", paid, null, Desk.BEGIN.plus(hour)),
                  1))
          .hasSize(2);

      assertThat(deliveries.events(new EventFilter(null, null, null), null, 200).items())
          .filteredOn(view -> view.event().type() != EventType.PROBLEM_OPENED)
          .hasSize(15)
          .allSatisfy(view -> assertThat(view.deliveries()).hasSize(1));
      var page = deliveries.events(new EventFilter("other", "ORDER-1", null), null, 3);
      assertThat(page.items()).hasSize(3);
      assertThat(
              deliveries.events(new EventFilter("other", "ORDER-1", null), page.next(), 3).items())
          .hasSize(1);
      assertThat(deliveries.events(new EventFilter("shop", null, report), null, 9).items())
          .hasSize(1);
      assertThat(deliveries.events(new EventFilter("shop", "ORDER-1", report), null, 9).items())
          .isEmpty();
    }
  }

  private static Filter between(@Nullable Instant since, @Nullable Instant until) {
    return new Filter(null, null, null, null, since, until);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: one event is told again to one or to all, also to those that came later")
  void redeliverOne(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var event = desk.eventsAt(Desk.BEGIN, 2).get(0);
      var one = Ear.good();
      var other = Ear.good();
      var delivery = desk.delivery(subscriber("one", one), subscriber("other", other));
      assertThat(delivery.tellAll(desk.clock.instant())).isZero();
      var deliveries = delivery.deliveries();

      assertThat(deliveries.redeliver(event, "one", "alice").orElseThrow().deliveries())
          .extracting(DeliveryView::state)
          .containsExactly("pending");
      delivery.tellAll(desk.clock.instant());
      assertThat(one.ids()).containsExactly(event);
      assertThat(other.ids()).isEmpty();

      assertThat(deliveries.redeliver(event, null, "bob").orElseThrow().deliveries()).hasSize(2);
      delivery.tellAll(desk.clock.instant());
      assertThat(one.ids()).containsExactly(event, event);
      assertThat(other.ids()).containsExactly(event);

      assertThat(deliveries.redeliver(event, "nobody", "carol")).isEmpty();
      assertThat(deliveries.redeliver(UUID.randomUUID(), null, "carol")).isEmpty();
      assertThat(deliveries.retry(new DeliveryKey(event, "nobody"), "carol")).isEmpty();
      assertThat(desk.texts("select actor from paybell_audit order by id"))
          .containsExactly("alice", "bob");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: a new subscriber is told all since a time; the old ones what they had")
  void since(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var one = Ear.good();
      var early = desk.delivery(subscriber("one", one));
      desk.eventsAt(Desk.BEGIN.minusMillis(1), 3);
      desk.eventsAt(Desk.BEGIN, 4_500);
      early.tellAll(desk.clock.instant());
      assertThat(one.attempts()).isEqualTo(4_503);

      var late = Ear.good();
      var delivery = desk.delivery(subscriber("late", late), subscriber("one", one));
      assertThat(
              delivery
                  .deliveries()
                  .redeliver(new Filter(null, "late", null, null, Desk.BEGIN, null), "alice"))
          .isEqualTo(4_500);
      delivery.tellAll(desk.clock.instant());

      assertThat(late.ids()).hasSize(4_500).doesNotHaveDuplicates();
      assertThat(one.attempts()).isEqualTo(4_503);
      assertThat(desk.texts("select distinct action from paybell_audit"))
          .containsExactly("events.redeliver");

      assertThat(delivery.deliveries().redeliver(ALL, "alice")).isEqualTo(9_006);
      assertThat(delivery.tellAll(desk.clock.instant())).isEqualTo(9_006);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Telling again by state touches what is of that state, and nothing else")
  void byState(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.saying(new DeliveryResult.Refused(410, "gone"));
      var delivery = desk.delivery(subscriber("one", ear));
      desk.eventsAt(Desk.BEGIN.minusSeconds(60), 3);
      desk.eventsAt(Desk.BEGIN, 2_100);
      delivery.tellAll(desk.clock.instant());
      ear.now(Ear.HEARD);
      desk.eventsAt(Desk.BEGIN, 5);
      delivery.tellAll(desk.clock.instant());
      assertThat(desk.states("one")).containsExactly("dead:2103", "delivered:5");

      var deliveries = delivery.deliveries();
      assertThat(deliveries.redeliver(new Filter(null, null, "dead", null, Desk.BEGIN, null), "a"))
          .isEqualTo(2_100);
      assertThat(desk.states("one")).containsExactly("dead:3", "delivered:5", "pending:2100");
      assertThat(deliveries.redeliver(of("one", "delivered"), "a")).isEqualTo(5);
      assertThat(deliveries.redeliver(of("none", null), "a")).isZero();
      assertThat(delivery.tellAll(desk.clock.instant())).isEqualTo(2_105);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: what waits for a subscriber that is gone is dead, and says why")
  void removed(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      desk.delivery(subscriber("gone", Ear.good()), subscriber("stays", Ear.good()));
      desk.events(510);
      var delivery = desk.delivery(subscriber("stays", Ear.good()));

      delivery.housekeep();

      assertThat(desk.states("gone")).containsExactly("dead:510");
      assertThat(desk.states("stays")).containsExactly("pending:510");
      assertThat(delivery.deliveries().list(of("gone", "dead"), null, 1).items())
          .extracting(DeliveryView::error)
          .containsExactly("subscriber gone is not configured any more");
      assertThat(desk.problems()).hasSize(1);
      desk.events(1);
      assertThat(desk.states("gone")).containsExactly("dead:510");
      // Its configuration holds again: it can be told what it was not.
      var back = desk.delivery(subscriber("gone", Ear.good()));
      assertThat(back.deliveries().redeliver(of("gone", "dead"), "alice")).isEqualTo(510);
      assertThat(back.tellAll(desk.clock.instant())).isEqualTo(510);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: a subscriber that the configuration started last names loses nothing")
  void stillConfigured(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var old = desk.delivery(subscriber("one", Ear.good()));
      desk.delivery(subscriber("new", Ear.good()), subscriber("one", Ear.good()));
      desk.events(3);

      old.housekeep();

      assertThat(desk.states("new")).containsExactly("pending:3");
      assertThat(desk.states("one")).containsExactly("pending:3");
      assertThat(desk.meters.get("paybell.delivery.due").tag("subscriber", "one").gauge().value())
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a subscriber for whom an event waits: degraded after 15 minutes, one problem, which ends"
          + " when it is told")
  void behind(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var delivery = desk.delivery(subscriber("one", Ear.good()));
      var silent = new SilentSubscribers(desk.store, desk.ledger, desk.clock);
      desk.eventsAt(Desk.BEGIN, 2);
      desk.clock.move(SilentSubscribers.PATIENCE);
      silent.check();
      assertThat(desk.problems()).isEmpty();

      desk.clock.move(Duration.ofMinutes(1));
      silent.check();
      silent.check();
      assertThat(desk.degrading())
          .containsExactly(
              "delivery_behind: events wait for subscriber one for more than 15 minutes");

      delivery.tellAll(desk.clock.instant());
      silent.check();
      assertThat(desk.degrading()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: old settled rows go, dead ones later, what waits never; events stay")
  void prune(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.good();
      var delivery = desk.delivery(subscriber("one", ear));
      var kept = DeliveryOptions.RETENTION;
      desk.eventsAt(Desk.BEGIN.minus(kept).minusMillis(1), 2_100);
      desk.eventsAt(Desk.BEGIN.minus(kept), 3);
      delivery.tellAll(desk.clock.instant());
      ear.now(new DeliveryResult.Refused(410, "gone"));
      desk.eventsAt(Desk.BEGIN.minus(Pruning.DEAD_KEPT).minusMillis(1), 1_005);
      desk.eventsAt(Desk.BEGIN.minus(Pruning.DEAD_KEPT), 4);
      delivery.tellAll(desk.clock.instant());
      desk.eventsAt(Desk.BEGIN.minus(Duration.ofDays(1_000)), 5);
      assertThat(desk.states("one")).containsExactly("dead:1009", "delivered:2103", "pending:5");

      assertThat(delivery.prune()).isEqualTo(3_105);

      assertThat(desk.states("one")).containsExactly("dead:4", "delivered:3", "pending:5");
      // The deaths opened a problem, which is an event too.
      assertThat(desk.texts("select count(*) from paybell_event")).containsExactly("3118");
      assertThat(delivery.prune()).isZero();
    }
  }
}
