package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a notification as the platform does; {@link V3Signer#headers} makes the
 * headers that go with it. {@link V3Notifications} reads it back.
 */
public final class V3NotificationWriter {

  private static final String RESOURCE = "resource.";

  private V3NotificationWriter() {}

  /**
   * The body, UTF-8.
   *
   * @param envelope the outer part; an empty {@code create_time} or {@code original_type} is left
   *     out
   * @param plaintext what is encrypted, e.g. from {@link V3Plaintext}
   * @param key the merchant's APIv3 key
   * @param nonce 12 random letters and digits, never twice with one key
   * @param associatedData usually the {@code original_type}; may be empty, null leaves it out
   */
  public static byte[] body(
      V3Envelope envelope,
      String plaintext,
      ApiV3Key key,
      String nonce,
      @Nullable String associatedData) {
    byte[] ciphertext =
        new ResourceCipher()
            .encrypt(
                key,
                nonce,
                associatedData == null ? "" : associatedData,
                plaintext.getBytes(StandardCharsets.UTF_8));
    return JsonText.object(
            json ->
                json.text("id", envelope.id())
                    .text("create_time", orNull(envelope.createTime()))
                    .text("resource_type", envelope.resourceType())
                    .text("event_type", envelope.eventType())
                    .text("summary", envelope.summary())
                    .object(
                        "resource",
                        resource ->
                            resource
                                .text("original_type", orNull(envelope.originalType()))
                                .text("algorithm", ResourceCipher.ALGORITHM)
                                .text("ciphertext", Base64.getEncoder().encodeToString(ciphertext))
                                .text("associated_data", associatedData)
                                .text("nonce", nonce)
                                .raw(RESOURCE, envelope.unknownMembers()))
                    .rawBut(List.of(RESOURCE), envelope.unknownMembers()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
