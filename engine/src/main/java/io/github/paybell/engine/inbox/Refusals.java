package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.log.LogLine;
import io.github.paybell.engine.store.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts into words what is refused, so that nothing secret is in it. */
final class Refusals {
  // What a proxy on the way may have changed, and what proves; the rest explains nothing.
  private static final List<String> HEADERS =
      List.of(
          "Wechatpay-Timestamp",
          "Wechatpay-Nonce",
          "Wechatpay-Signature",
          "Wechatpay-Serial",
          "Wechatpay-Signature-Type",
          "Request-ID",
          "Content-Type",
          "Content-Length",
          "Content-Encoding",
          "Transfer-Encoding",
          "User-Agent",
          "Via");

  private static final int MAX_HEADER = 1_024;

  private static final int MAX_PATH = 200;

  /** How much of a token may be said: enough to tell two apart, too little to send to. */
  private static final int SAID_OF_TOKEN = 4;

  private static final int LONGEST_WORD = 12;

  private static final Pattern SEGMENT = Pattern.compile("[^/]+");

  private Refusals() {}

  /** A delivery that was not proved. */
  static Rejected rejected(
      Account account,
      Api api,
      Reading.Refused refused,
      NotifyRequest delivery,
      int status,
      Instant now) {
    return new Rejected(
        Ids.at(now.toEpochMilli()),
        now,
        account.name(),
        refused.refusal().name().toLowerCase(Locale.ROOT),
        refused.detail(),
        delivery.address(),
        claimed(account, api, delivery.body()),
        status,
        delivery.body().length);
  }

  private static @Nullable String claimed(Account account, Api api, byte[] body) {
    try {
      return HintReader.outTradeNos(account, api, body).stream().findFirst().orElse(null);
    } catch (RuntimeException e) {
      // Ciphers throw at some of what is no ciphertext; it names no order then.
      return null;
    }
  }

  /** A request that never became a delivery. */
  static Rejected rejected(RefusedRequest request, @Nullable String account, Instant now) {
    var detail = request.detail();
    var path = path(request.path(), request.token());
    return new Rejected(
        Ids.at(now.toEpochMilli()),
        now,
        account == null ? Rejected.NO_ACCOUNT : account,
        request.reason().wireName(),
        detail == null ? path : path + ": " + detail,
        request.address(),
        null,
        request.reason().status(),
        request.bytes());
  }

  /** The headers that decide, one {@code Name: value} per line; null: none of them came. */
  static @Nullable String headers(NotifyRequest delivery) {
    var text = new StringBuilder();
    for (var name : HEADERS) {
      var value = delivery.headers().apply(name);
      if (value != null) {
        text.append(name).append(": ").append(Columns.text(value, MAX_HEADER)).append('\n');
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** A notification that was proved and stored, but could not be read. */
  static LogLine unread(Arrival arrival, Unread unread, UUID id) {
    return LogLine.of("refused")
        .with("account", arrival.account())
        .with("reason", unread.verdict().wireName())
        .with("out_trade_no", arrival.outTradeNo())
        .with("notification", id.toString())
        .with("detail", unread.reason());
  }

  /**
   * A path for people: whatever may be a token, or a piece of one, is cut to its first four
   * characters.
   */
  static String path(String path, @Nullable String token) {
    return SEGMENT
        .matcher(Columns.text(path, MAX_PATH))
        .replaceAll(
            found -> {
              var segment = found.group();
              boolean secret = segment.equals(token) || segment.length() > LONGEST_WORD;
              return Matcher.quoteReplacement(
                  secret && segment.length() > SAID_OF_TOKEN
                      ? segment.substring(0, SAID_OF_TOKEN) + "…"
                      : segment);
            });
  }
}
