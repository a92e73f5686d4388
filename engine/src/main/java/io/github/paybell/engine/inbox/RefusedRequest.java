package io.github.paybell.engine.inbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that the notify listener answered by itself, because it was none that the inbox could
 * judge. It is noted without its body (SEEN).
 *
 * @param token that it names; null: its path names none
 * @param path as it was sent, undecoded, without query
 * @param address where it came from
 * @param bytes length of its body as far as it is known; -1: not at all
 * @param detail for people: which method, which limit
 */
public record RefusedRequest(
    Reason reason,
    @Nullable String token,
    String path,
    String address,
    long bytes,
    @Nullable String detail) {

  /** Why the notify listener refuses. */
  public enum Reason {
    /** A POST to a path that is no notify_url of ours. */
    WRONG_PATH(404),
    /** The path is right, but no account has the token. */
    UNKNOWN_TOKEN(404),
    /** WeChat Pay sends POST and nothing else. */
    NOT_POST(405),
    /** The body did not come in time. */
    STOOD_STILL(408),
    /** The body is over {@code max-body}. */
    TOO_LARGE(413);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The HTTP status of the answer, which has no body. */
    public int status() {
      return status;
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
