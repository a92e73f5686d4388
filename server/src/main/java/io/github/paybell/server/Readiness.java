package io.github.paybell.server;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether everything is ready, asked at most once a second however many ask: {@code /healthz} is
 * public, and each question goes to the database. Thread-safe.
 */
final class Readiness implements BooleanSupplier {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BooleanSupplier question;
  private boolean asked;
  private boolean answer;
  private long askedAt;

  Readiness(BooleanSupplier question) {
    this.question = question;
  }

  /** May wait for the one who is asking. */
  @Override
  public synchronized boolean getAsBoolean() {
    if (!asked || System.nanoTime() - askedAt > FRESH_NANOS) {
      answer = question.getAsBoolean();
      askedAt = System.nanoTime();
      asked = true;
    }
    return answer;
  }
}
