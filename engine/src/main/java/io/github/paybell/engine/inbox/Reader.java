package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.StoredNotifications.Raw;
import io.github.paybell.protocol.v3.V3Headers;
import java.time.Instant;

/** Recognises the wire format and reads a delivery with its account's keys. Thread-safe. */
final class Reader {
  private final V2Reading v2;
  private final V3Reading v3;

  Reader(V3Reading.Merchants merchants) {
    v2 = new V2Reading();
    v3 = new V3Reading(merchants);
  }

  /**
   * A body that begins with {@code <} is v2, whatever the headers say: WeChat Pay sends v2 refund
   * notifications also to merchants that integrate v3 (v2.md section 4).
   */
  static Api recognise(byte[] body) {
    for (byte b : body) {
      if (b == '<') {
        return Api.V2;
      }
      // white space, or a byte order mark
      boolean skip = b == ' ' || b == '\t' || b == '\r' || b == '\n' || (b & 0xff) >= 0xbb;
      if (!skip) {
        return Api.V3;
      }
    }
    return Api.V3;
  }

  Reading read(Account account, Api api, NotifyRequest delivery, Instant now) {
    return api == Api.V2
        ? v2.read(account, delivery.body(), now)
        : v3.read(account, V3Headers.of(delivery.headers()), delivery.body(), now, now);
  }

  /** Reads a stored notification again, as fresh as it was when it came. */
  Reading again(Account account, Raw raw, Instant now) {
    var headers = raw.headers();
    return raw.api() == Api.V2
        ? v2.read(account, raw.bytes(), now)
        : v3.again(account, headers == null ? "" : headers, raw.bytes(), now);
  }
}
