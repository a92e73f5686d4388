package io.github.paybell.spring;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat Pay says of another product: a complaint, a transfer, a contract … Verified and
 * decrypted.
 *
 * @param id of the notification, the same in all copies and over all retries
 * @param eventType such as {@code COMPLAINT.CREATE}; v2: {@code CONTRACT.ADD}, {@code
 *     CONTRACT.DELETE} or {@code V2.UNKNOWN}
 * @param originalType v3: which kind of resource it is; with the type it says what the resource
 *     looks like. Null: v2, or not told
 * @param summary for people, as WeChat Pay wrote it; null: none
 * @param resource the decrypted plaintext, nearly always a JSON object; v2: the fields as one. It
 *     may name a person. Empty: over 512 KiB, see the raw notification
 */
public record OtherNotification(
    UUID id,
    String account,
    String eventType,
    @Nullable String originalType,
    @Nullable String summary,
    String resource) {

  /** Says nothing of what it says. */
  @Override
  public String toString() {
    return "OtherNotification[" + eventType + " " + id + "]";
  }
}
