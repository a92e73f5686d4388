package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A subscriber that hears, and answers as the test says; what it does not answer is held. */
final class Ear implements Channel {
  static final DeliveryResult HEARD = new DeliveryResult.Delivered(200);
  static final DeliveryResult BROKEN = new DeliveryResult.Failed(500, "answered 500", null);

  private final List<Attempt> heard = new ArrayList<>();
  private final List<Attempt> held = new ArrayList<>();
  private volatile Function<Attempt, @Nullable DeliveryResult> answer;
  private volatile boolean closed;

  private Ear(Function<Attempt, @Nullable DeliveryResult> answer) {
    this.answer = answer;
  }

  static Ear good() {
    return new Ear(attempt -> HEARD);
  }

  static Ear saying(DeliveryResult told) {
    return new Ear(attempt -> told);
  }

  static Ear silent() {
    return new Ear(attempt -> null);
  }

  static Ear answering(Function<Attempt, @Nullable DeliveryResult> answer) {
    return new Ear(answer);
  }

  void now(DeliveryResult told) {
    answer = attempt -> told;
  }

  @Override
  public String kind() {
    return "ear";
  }

  @Override
  public String target() {
    return "test";
  }

  @Override
  public void tell(List<Attempt> attempts) {
    for (var attempt : attempts) {
      synchronized (this) {
        heard.add(attempt);
      }
      var told = answer.apply(attempt);
      if (told == null) {
        synchronized (this) {
          held.add(attempt);
        }
      } else {
        attempt.end(told);
      }
    }
    synchronized (this) {
      notifyAll();
    }
  }

  /** Ends what is held. */
  void end(DeliveryResult told) {
    List<Attempt> all;
    synchronized (this) {
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(attempt -> attempt.end(told));
  }

  synchronized List<Event> events() {
    return heard.stream().map(Attempt::event).toList();
  }

  synchronized List<UUID> ids() {
    return heard.stream().map(attempt -> attempt.event().id()).toList();
  }

  synchronized int attempts() {
    return heard.size();
  }

  synchronized int held() {
    return held.size();
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    end(new DeliveryResult.Failed(null, "cut off", null));
  }
}
