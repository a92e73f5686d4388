package io.github.paybell.spring;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat Pay is to be answered, to the byte.
 *
 * @param status of HTTP
 * @param contentType null: there is no body
 */
public record NotifyReply(int status, @Nullable String contentType, byte[] body) {
  public NotifyReply {
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NotifyReply that
        && status == that.status
        && Objects.equals(contentType, that.contentType)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body) * 31 + status;
  }

  @Override
  public String toString() {
    return "NotifyReply[" + status + "]";
  }
}
