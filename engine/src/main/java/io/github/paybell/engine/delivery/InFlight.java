package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An attempt that is under way. Thread-safe. */
final class InFlight implements Attempt {
  private final Lane lane;
  private final Claimed claimed;
  private final InstantSource clock;
  private final long begun = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long nanos;
  private volatile ReceiverAnswer heard = ReceiverAnswer.NOTHING;

  InFlight(Lane lane, Claimed claimed, InstantSource clock) {
    this.lane = lane;
    this.claimed = claimed;
    this.clock = clock;
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
  public void end(DeliveryResult told) {
    if (ended.compareAndSet(false, true)) {
      nanos = System.nanoTime() - begun;
      lane.ended(this, told);
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
