package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Reading.Refused;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sample of refused traffic, so that a person can see who knocks. Bounded in rate and in size,
 * written off the request path; an attacker's thousandth request costs a comparison here, no more
 * (FORGERY_INERT, BOUNDED).
 */
final class Rejections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rejections.class);

  private final Store store;
  private final Clock clock;
  private final int perSecond;
  private final int kept;
  private final Sql insert;
  private final Sql oldest;
  private final Sql prune;
  private final ArrayBlockingQueue<Sample> samples;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-rejections");
            thread.setDaemon(true);
            return thread;
          });

  private record Sample(String account, Refused refused, String address, byte[] body) {}

  Rejections(Store store, Clock clock, int perSecond, int kept) {
    this.store = store;
    this.clock = clock;
    this.perSecond = perSecond;
    this.kept = kept;
    insert = Sql.load(Rejections.class, store, "insert_rejection");
    oldest = Sql.load(Rejections.class, store, "oldest_rejection");
    prune = Sql.load(Rejections.class, store, "prune_rejections");
    samples = new ArrayBlockingQueue<>(Math.max(1, perSecond));
    if (perSecond > 0) {
      // The queue holds one second's share: what does not fit in is not sampled.
      writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }
  }

  void offer(String account, Refused refused, String address, byte[] body) {
    if (perSecond > 0) {
      samples.offer(new Sample(account, refused, address, body));
    }
  }

  private void write() {
    List<Sample> batch = new ArrayList<>();
    samples.drainTo(batch);
    if (batch.isEmpty()) {
      return;
    }
    try {
      store.write(
          connection -> {
            var rows = insert.rows();
            for (var sample : batch) {
              rows.add()
                  .set("id", Ids.at(clock.millis()))
                  .set("account", sample.account())
                  .set("reason", sample.refused().refusal().name().toLowerCase(Locale.ROOT))
                  .set("detail", Columns.text(sample.refused().detail(), 256))
                  .set("address", Columns.text(sample.address(), 64))
                  .set("digest", Columns.digest(sample.body()))
                  .set("now", clock.instant());
            }
            rows.execute(connection);
            var past = oldest.rows().set("keep", kept).first(connection, row -> row.mustUuid("id"));
            if (past.isPresent()) {
              prune.rows().set("past", past.get()).execute(connection);
            }
            return 0;
          });
    } catch (SQLException | RuntimeException e) {
      log.warn("a sample of refused requests was not stored: {}", e.toString());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    write();
  }
}
