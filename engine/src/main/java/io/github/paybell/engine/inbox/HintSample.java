package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Reading.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on as hints a few of the notifications that were refused. Bounded in rate, read off the
 * request path: of a flood all but the first few cost a comparison (FORGERY_INERT, BOUNDED).
 */
final class HintSample implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HintSample.class);

  // What a shop with a wrong key needs; the query ladder finds the rest.
  static final int PER_SECOND = 5;

  // Two combined payments, all of whose orders are asked for.
  private static final int MOST_GENUINE = 100;

  private final Hints hints;
  // The queue holds one second's share, of at most 64 KiB each.
  private final ArrayBlockingQueue<Sample> samples = new ArrayBlockingQueue<>(PER_SECOND);
  // Genuine ones, in which a flood of others has no share.
  private final ArrayBlockingQueue<Hint> genuine = new ArrayBlockingQueue<>(MOST_GENUINE);
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "paybell-hints");
            thread.setDaemon(true);
            return thread;
          });

  private record Sample(Account account, Api api, byte[] body) {}

  private record Hint(Account account, String outTradeNo) {}

  HintSample(Hints hints) {
    this.hints = hints;
    reader.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  /** Never blocks; what does not fit in is let go. */
  void offer(Account account, Api api, Refusal refusal, byte[] body) {
    if (HintReader.mayBeTrue(api, refusal)) {
      samples.offer(new Sample(account, api, body));
    }
  }

  /** An order that a genuine notification names which is not stored. Never blocks. */
  void offer(Account account, String outTradeNo) {
    genuine.offer(new Hint(account, outTradeNo));
  }

  private synchronized void tell() {
    List<Hint> sure = new ArrayList<>();
    genuine.drainTo(sure);
    sure.forEach(this::tell);
    List<Sample> batch = new ArrayList<>();
    samples.drainTo(batch);
    var told = new HashSet<Hint>();
    for (var sample : batch) {
      try {
        for (var number : HintReader.outTradeNos(sample.account(), sample.api(), sample.body())) {
          var hint = new Hint(sample.account(), number);
          if (told.size() < PER_SECOND && told.add(hint)) {
            tell(hint);
          }
        }
      } catch (RuntimeException e) {
        log.warn("account {}: a hint was not read: {}", sample.account().name(), e.toString());
      }
    }
  }

  private void tell(Hint hint) {
    try {
      hints.hint(hint.account(), hint.outTradeNo());
    } catch (RuntimeException e) {
      log.warn("account {}: a hint was not followed: {}", hint.account().name(), e.toString());
    }
  }

  @Override
  public void close() {
    reader.shutdown();
    tell();
  }
}
