package io.github.paybell.engine.delivery.webhook;

import io.github.paybell.engine.delivery.DeliveryResult;
import java.time.Clock;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** What an answer means, by its status line and headers alone. */
final class Answers {
  private static final int GONE = 410;
  private static final int MOST_TARGET = 160;

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  DeliveryResult told(Response answer) {
    int status = answer.code();
    if (answer.isSuccessful()) {
      return new DeliveryResult.Delivered(status);
    }
    if (status == GONE) {
      return new DeliveryResult.Refused(status, "receiver answered 410 Gone");
    }
    var retryAfter = RetryAfter.parse(answer.header("Retry-After"), clock.instant());
    return new DeliveryResult.Failed(status, reason(answer), retryAfter);
  }

  private static String reason(Response answer) {
    var location = answer.isRedirect() ? answer.header("Location") : null;
    var to = location == null ? null : answer.request().url().resolve(location);
    return to == null
        ? "answered " + answer.code()
        : "answered " + answer.code() + " and points to " + target(to) + "; not followed";
  }

  /** No user and no query: both are places for secrets. */
  private static String target(HttpUrl url) {
    var text = url.scheme() + "://" + url.host() + ":" + url.port() + url.encodedPath();
    return text.length() <= MOST_TARGET ? text : text.substring(0, MOST_TARGET) + "…";
  }
}
