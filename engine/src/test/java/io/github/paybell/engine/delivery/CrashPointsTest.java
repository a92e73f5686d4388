package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreUnavailableException;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process dies before or after any call to the database while it claims and settles. */
class CrashPointsTest {
  private static final int EVENTS = 3;

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: wherever a replica dies, the next one tells what it left")
  void everywhere(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      int calls = Integer.MAX_VALUE;
      int deaths = 0;
      for (int call = 0; call < calls; call++) {
        for (boolean before : new boolean[] {true, false}) {
          var ear = Ear.good();
          var dying = new DyingConnections(desk.store, call, before);
          var one =
              new Delivery(
                  desk.through(dying),
                  desk.ledger,
                  DeliveryOptions.of(List.of(subscriber("one", ear))),
                  desk.meters,
                  desk.clock);
          desk.events(EVENTS);
          dying.arm();
          boolean died = false;
          try {
            one.tellAll(desk.clock.instant());
          } catch (StoreUnavailableException e) {
            died = true;
          }
          one.close();
          if (!died) {
            calls = call;
            assertThat(dying.died()).isFalse();
          }
          deaths += died ? 1 : 0;

          // Its leases end; another replica goes on.
          desk.clock.move(Claims.LEASE);
          desk.delivery(subscriber("one", ear)).tellAll(desk.clock.instant());

          var heard = new HashSet<>(ear.ids());
          assertThat(heard).as("call %s", call).hasSize(EVENTS);
          assertThat(desk.states("one")).hasSize(1).first().asString().startsWith("delivered:");
          assertThat(sameBodies(ear)).isTrue();
        }
      }
      // At least begin, statement and commit of a claim and of a settlement, before and after.
      assertThat(deaths).isGreaterThanOrEqualTo(8);
    }
  }

  private static boolean sameBodies(Ear ear) {
    var bodies = new HashMap<Object, String>();
    for (var event : ear.events()) {
      var other = bodies.putIfAbsent(event.id(), event.data());
      if (other != null && !other.equals(event.data())) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: dying while the last failure is written leaves dead with its problem")
  void deadWithProblem(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      for (boolean before : new boolean[] {true, false}) {
        boolean died = true;
        for (int call = 0; died; call++) {
          var name = (before ? "before-" : "after-") + call;
          var subscriber = subscriber(name, Ear.saying(new DeliveryResult.Refused(410, "gone")));
          var dying = new DyingConnections(desk.store, call, before);
          var one =
              new Delivery(
                  desk.through(dying),
                  desk.ledger,
                  DeliveryOptions.of(List.of(subscriber)),
                  desk.meters,
                  desk.clock);
          desk.events(1);
          dying.arm();
          try {
            one.tellAll(desk.clock.instant());
          } catch (StoreUnavailableException e) {
            // as it should
          }
          one.close();
          died = dying.died();

          int dead = desk.states(name).contains("dead:1") ? 1 : 0;
          assertThat(problems(desk, name)).as(name).isEqualTo(dead);
          desk.clock.move(Claims.LEASE.plus(Duration.ofSeconds(1)));
          desk.delivery(subscriber).tellAll(desk.clock.instant());
          assertThat(desk.states(name)).containsExactly("dead:1");
          assertThat(problems(desk, name)).isOne();
        }
      }
    }
  }

  private static long problems(Desk desk, String subscriber) {
    return desk.problems().stream().filter(each -> subscriber.equals(each.cause())).count();
  }
}
