package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An attempt that is under way. Thread-safe. */
final class InFlight implements Attempt {
  private final BiConsumer<InFlight, DeliveryResult> whenEnded;
  private final Claimed claimed;
  private final InstantSource clock;
  private final long begun = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long nanos;
  private volatile ReceiverAnswer heard = ReceiverAnswer.NOTHING;

  /**
   * @param whenEnded called once, on whichever thread ends it
   */
  InFlight(Claimed claimed, InstantSource clock, BiConsumer<InFlight, DeliveryResult> whenEnded) {
    this.claimed = claimed;
    this.clock = clock;
    this.whenEnded = whenEnded;
  }

  @Override
  public Event event() {
    return claimed.event();
  }

  @Override
  public int number() {
    return claimed.attempts() + 1;
  }

  @Override
  public void heard(@Nullable String address, byte @Nullable [] answer) {
    heard = ReceiverAnswer.of(address, answer);
  }

  ReceiverAnswer heard() {
    return heard;
  }

  @Override
  public void end(DeliveryResult result) {
    if (ended.compareAndSet(false, true)) {
      nanos = System.nanoTime() - begun;
      whenEnded.accept(this, result);
    }
  }

  Claimed claimed() {
    return claimed;
  }

  Instant now() {
    return clock.instant();
  }

  /** How long it took. */
  long nanos() {
    return nanos;
  }
}
