package io.github.paybell.protocol.v2;

import java.util.List;

/**
 * Reads v2 notifications: payment results, refund results and whatever else WeChat Pay signs.
 * Thread-safe; each thread works with a {@link V2Reader} of its own.
 */
public final class V2Notifications {
  private final ThreadLocal<V2Reader> readers;

  /** Accepts {@code sign} in upper case only, as WeChat Pay documents and sends it. */
  public V2Notifications() {
    this(SignCase.UPPER);
  }

  private V2Notifications(SignCase signCase) {
    readers = ThreadLocal.withInitial(() -> new V2Reader(signCase));
  }

  /** Accepts {@code sign} in the given letters. */
  public static V2Notifications accepting(SignCase signCase) {
    return new V2Notifications(signCase);
  }

  /**
   * Reads one message; bad input is a result, never an exception.
   *
   * @param body the bytes as received, up to {@link FieldTable#MAX_BYTES}; neither kept nor changed
   * @param keys the account's keys, newest first; several during a rotation
   */
  public V2Result read(byte[] body, List<V2Key> keys) {
    return readers.get().read(body, keys);
  }

  /** As {@link #read}, with what tells the message from others: one digest more. */
  public V2Message readWithFacts(byte[] body, List<V2Key> keys) {
    V2Reader reader = readers.get();
    V2Result result = reader.read(body, keys);
    return new V2Message(result, reader.contentDigest());
  }
}
