package io.github.paybell.protocol.v3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outer part of a verified notification, without the encrypted resource.
 *
 * @param id id of the notification; believed to stay the same over retries, not promised; null if
 *     absent, or nothing that could be a key
 * @param createTime when the notification was made, as WeChat wrote it; empty if absent. Never a
 *     measure of freshness: a retry keeps it
 * @param eventType e.g. {@code TRANSACTION.SUCCESS}; does not identify the plaintext alone; empty
 *     if absent
 * @param resourceType {@code encrypt-resource}
 * @param summary Chinese text for people
 * @param originalType type of the plaintext, e.g. {@code transaction}; empty if absent
 * @param unknownMembers members this version does not know: raw JSON by name, those of the resource
 *     as {@code resource.name}
 */
public record V3Envelope(
    @Nullable String id,
    String createTime,
    String eventType,
    @Nullable String resourceType,
    @Nullable String summary,
    String originalType,
    Map<String, String> unknownMembers) {

  static final int MAX_KEY = 64;

  public V3Envelope {
    if (id != null) {
      Facts.requireKey("id", id);
    }
    if (!eventType.isEmpty()) {
      Facts.requireKey("event_type", eventType);
    }
    unknownMembers = Map.copyOf(unknownMembers);
  }

  /** When the notification was made; null if {@code create_time} can not be read as a time. */
  public @Nullable Instant createInstant() {
    return WechatTime.parse(createTime);
  }

  @Override
  public String toString() {
    return "V3Envelope[id="
        + id
        + ", event_type="
        + eventType
        + ", original_type="
        + originalType
        + "]";
  }
}
