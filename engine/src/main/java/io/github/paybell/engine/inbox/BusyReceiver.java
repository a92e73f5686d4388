package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import java.util.function.Consumer;

/** Answers every notification as busy, while there is no store that may be used. Thread-safe. */
public final class BusyReceiver implements Receiver {
  @Override
  public boolean knows(String token) {
    // The tokens are not known yet, and 404 would say that the address is wrong.
    return true;
  }

  @Override
  public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
    var body = delivery.body();
    answer.accept(Replies.busy(body.length > 0 && body[0] == '<' ? Api.V2 : Api.V3));
  }

  @Override
  public void refused(RefusedRequest request) {}
}
