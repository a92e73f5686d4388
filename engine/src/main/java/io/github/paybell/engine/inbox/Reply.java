package io.github.paybell.engine.inbox;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to WeChat Pay, byte for byte.
 *
 * @param status the HTTP status
 * @param contentType null when there is no body
 * @param body may be empty
 */
public record Reply(int status, @Nullable String contentType, byte[] body) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reply reply
        && status == reply.status
        && Objects.equals(contentType, reply.contentType)
        && Arrays.equals(body, reply.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, contentType, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "Reply[" + status + ", " + contentType + ", " + body.length + " bytes]";
  }
}
