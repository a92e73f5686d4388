package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas that run at once over one store, as they do in production. */
class ReplicasTest {
  private static final int EVENTS = 1_500;

  /** Hears for all replicas, on threads of its own, and notes what two of them have at once. */
  private static final class Hall {
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final Queue<UUID> atOnce = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> heard = new ConcurrentLinkedQueue<>();
    private final CountDownLatch all = new CountDownLatch(EVENTS);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    private final class Door implements Channel {
      @Override
      public String kind() {
        return "hall";
      }

      @Override
      public String target() {
        return "test";
      }

      @Override
      public void tell(List<Attempt> attempts) {
        for (var attempt : attempts) {
          var id = attempt.event().id();
          if (!underWay.add(id)) {
            atOnce.add(id);
          }
          threads.schedule(() -> end(attempt), 2, TimeUnit.MILLISECONDS);
        }
      }

      private void end(Attempt attempt) {
        var id = attempt.event().id();
        underWay.remove(id);
        heard.add(id);
        all.countDown();
        attempt.end(Ear.HEARD);
      }

      @Override
      public void close() {}
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: of three replicas one has an event, each event is told once")
  void replicas(TestStores stores) throws Exception {
    var hall = new Hall();
    try (var desk = new Desk(stores.create())) {
      var replicas = new ArrayList<Delivery>();
      for (int i = 0; i < 3; i++) {
        replicas.add(desk.delivery(subscriber("one", 20 + 30 * i, 0, hall.new Door())));
      }
      replicas.forEach(Delivery::start);
      for (int i = 0; i < EVENTS / 50; i++) {
        desk.events(50);
        // Only of one replica: the others find what is theirs by themselves.
        replicas.get(0).wake();
      }

      assertThat(hall.all.await(120, TimeUnit.SECONDS)).isTrue();

      assertThat(hall.atOnce).isEmpty();
      assertThat(hall.heard).hasSize(EVENTS).doesNotHaveDuplicates();
    } finally {
      hall.threads.shutdownNow();
    }
  }
}
