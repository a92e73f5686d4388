package io.github.paybell.engine.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers of rows: UUID version 7, so that they rise with time and new rows land at the index's
 * end.
 */
public final class Ids {
  // 16 bits of sequence below the millisecond keep the ids of one process in order; the other 58
  // bits are random, so
  // replicas need no agreement.
  private static final AtomicLong LAST = new AtomicLong();
  private static final SecureRandom SEED = new SecureRandom();
  private static final ThreadLocal<java.util.SplittableRandom> RANDOM =
      ThreadLocal.withInitial(() -> new java.util.SplittableRandom(SEED.nextLong()));

  private Ids() {}

  /** A new id for something that happens at this time (milliseconds since the epoch). */
  public static UUID at(long epochMillis) {
    long tick = LAST.updateAndGet(last -> Math.max(last + 1, epochMillis << 12));
    long random = RANDOM.get().nextLong();
    long high = (tick >>> 12) << 16 | 0x7000L | (tick & 0xfff);
    long low = (random & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** The least id that a row of this millisecond may have. */
  public static UUID first(Instant time) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }
}
