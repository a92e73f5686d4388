package io.github.paybell.engine.ledger;

import java.io.StringWriter;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * What a verified message says that is about no payment and no refund: a complaint, a transfer, a
 * contract …
 *
 * @param originalType v3: which kind of plaintext; null: v2, or not told
 * @param summary for people, as WeChat Pay wrote it
 * @param createdAt when WeChat Pay made it; null: v2, or not told
 * @param resource the decrypted plaintext, v2: the fields as a JSON object. May name a person, so
 *     it goes to those who ask for it and nowhere else
 * @param question it asks for an answer with a body; a bare success would be a wrong one
 * @param confirmed false: its signature may be another message's, so it is kept and not told
 */
public record OtherProduct(
    WechatEvent type,
    @Nullable String originalType,
    @Nullable String summary,
    @Nullable Instant createdAt,
    String resource,
    boolean question,
    boolean confirmed) {
  private static final JsonFactory JSON = new JsonFactory();

  /** The fields of a v2 message as a resource. */
  public static String resource(SortedMap<String, String> fields) {
    var text = new StringWriter(400);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** Says nothing of what it says. */
  @Override
  public String toString() {
    return "OtherProduct[" + type.name() + ", original_type=" + originalType + "]";
  }
}
