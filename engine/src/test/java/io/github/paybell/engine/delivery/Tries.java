package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Attempts whose ends a test waits for. */
public final class Tries {
  private record Try(Event event, CompletableFuture<DeliveryResult> told) implements Attempt {
    @Override
    public int number() {
      return 1;
    }

    @Override
    public void end(DeliveryResult end) {
      told.complete(end);
    }
  }

  private Tries() {}

  /** Tells all at once; what became of each, in order. */
  public static List<DeliveryResult> tell(Channel channel, List<Event> events) {
    return begin(channel, events).stream().map(Tries::end).toList();
  }

  public static DeliveryResult tell(Channel channel, Event event) {
    return tell(channel, List.of(event)).get(0);
  }

  /** Tells one by something that is no whole channel. */
  public static DeliveryResult tell(Consumer<List<Attempt>> teller, Event event) {
    return end(begin(teller, event));
  }

  /** The same, without waiting. */
  public static CompletableFuture<DeliveryResult> begin(
      Consumer<List<Attempt>> teller, Event event) {
    var one = new Try(event, new CompletableFuture<>());
    teller.accept(List.of(one));
    return one.told();
  }

  /** Tells all at once, and does not wait. */
  public static List<CompletableFuture<DeliveryResult>> begin(Channel channel, List<Event> events) {
    var tries = new ArrayList<Try>();
    events.forEach(event -> tries.add(new Try(event, new CompletableFuture<>())));
    channel.tell(List.copyOf(tries));
    return tries.stream().map(Try::told).toList();
  }

  /** Waits for it; a minute is for ever. */
  public static DeliveryResult end(CompletableFuture<DeliveryResult> told) {
    return told.orTimeout(1, TimeUnit.MINUTES).join();
  }
}
