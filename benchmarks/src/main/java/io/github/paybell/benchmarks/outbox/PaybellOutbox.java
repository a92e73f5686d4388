package io.github.paybell.benchmarks.outbox;

import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.Delivery;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Paybell's delivery to a subscriber in this process, each event on one of its threads. */
final class PaybellOutbox implements Outbox {
  private final HikariDataSource source;
  private final Store store;
  private final Delivery delivery;
  private final OutboxRows rows;
  private final Gate threads;
  private volatile @Nullable CountDownLatch handled;

  PaybellOutbox(HikariDataSource source, StoreOptions options, int threads) throws SQLException {
    this.source = source;
    this.threads = new Gate(threads);
    this.threads.open();
    store = Store.open(options);
    rows = new OutboxRows(source);
    delivery =
        new Delivery(
            store,
            new Ledger(store, account -> null, Clock.systemUTC()),
            DeliveryOptions.of(
                List.of(
                    new Subscriber(
                        "handler", EventSelection.of(List.of()), 1_000, 0, new Handler()))),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    delivery.start();
  }

  private final class Handler implements Channel {
    @Override
    public String kind() {
      return "handler";
    }

    @Override
    public String target() {
      return "here";
    }

    @Override
    public void tell(List<Attempt> attempts) {
      for (var attempt : attempts) {
        threads.execute(
            () -> {
              var latch = handled;
              if (latch != null) {
                latch.countDown();
              }
              attempt.end(new DeliveryResult.Delivered(null));
            });
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public String title() {
    return "Paybell, delivery";
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public void fill(int count, CountDownLatch latch) throws SQLException {
    handled = latch;
    rows.add(count, "handler", OutboxRows.LATER);
  }

  @Override
  public void open() throws SQLException {
    rows.due("handler");
    delivery.wake();
  }

  @Override
  public String unsettled() {
    return OutboxRows.UNSETTLED;
  }

  @Override
  public void close() {
    delivery.close();
    threads.close();
    store.close();
    source.close();
  }
}
