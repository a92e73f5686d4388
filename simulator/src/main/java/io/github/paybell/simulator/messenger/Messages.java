package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.wire.Product;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What merchants were told, and what they are to be told besides. Thread-safe. */
public interface Messages {
  /** Tells a listener how messages stand from now on. */
  void listen(Consumer<Message> listener);

  /** All messages, the oldest first. */
  List<Message> messages();

  /** The messages about an order, the oldest first. */
  List<Message> messages(String outTradeNo);

  /**
   * One message.
   *
   * @throws NoSuchElementException if there is none with this id
   */
  Message message(String id);

  /**
   * Sends a message once more, outside its schedule, and waits for the answer.
   *
   * @return the message after that
   * @throws NoSuchElementException if there is none with this id
   */
  Message resend(String id);

  /**
   * Ends with the first answer to a genuine notification about this order; at once if none is sent
   * now.
   */
  CompletableFuture<Message> firstAnswer(PlatformOrderKey key);

  /**
   * Tells a merchant of another product.
   *
   * @param members of the resource that are chosen, by their names
   * @return the message, before its first attempt has ended
   * @throws NoSuchElementException if there is no such merchant
   */
  Message other(
      Product product,
      String mchid,
      String notifyUrl,
      Map<String, String> members,
      List<Fault> faults);
}
