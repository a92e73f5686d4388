package io.github.paybell.protocol.v3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the envelope of a verified notification, and the resource in it. */
final class EnvelopeReader {

  private EnvelopeReader() {}

  /** The envelope with what is to be decrypted. */
  record Opened(V3Envelope envelope, Resource resource) {}

  /** The encrypted part, not decrypted yet. */
  static final class Resource {
    final String algorithm;
    final byte @Nullable [] ciphertext; // null: it is not Base64
    final String nonce;
    final String associatedData;

    private Resource(
        String algorithm, byte @Nullable [] ciphertext, String nonce, String associatedData) {
      this.algorithm = algorithm;
      this.ciphertext = ciphertext;
      this.nonce = nonce;
      this.associatedData = associatedData;
    }
  }

  /**
   * @throws NotUnderstoodException if a member that decides is absent or of another kind
   */
  static Opened read(JsonReader json) throws NotUnderstoodException {
    Members members = new Members();
    String id = null;
    String createTime = null;
    String eventType = null;
    String resourceType = null;
    String summary = null;
    String originalType = null;
    Resource resource = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      switch (name) {
        case "id" -> id = json.string();
        case "create_time" -> createTime = json.optionalString();
        case "event_type" -> eventType = json.string();
        case "resource_type" -> resourceType = json.optionalString();
        case "summary" -> summary = json.optionalString();
        case "resource" -> {
          String algorithm = null;
          byte[] ciphertext = null;
          boolean ciphertextSeen = false;
          String nonce = null;
          String associatedData = null;
          json.beginObject();
          for (String inner; (inner = json.nextMember()) != null; ) {
            switch (inner) {
              case "original_type" -> originalType = json.optionalString();
              case "algorithm" -> algorithm = json.string();
              case "ciphertext" -> {
                ciphertext = json.base64();
                ciphertextSeen = true;
              }
              case "nonce" -> nonce = json.string();
              case "associated_data" -> associatedData = json.optionalString();
              default -> members.keep("resource.", inner, json);
            }
          }
          if (!ciphertextSeen) {
            throw new NotUnderstoodException("resource has no ciphertext");
          }
          resource =
              new Resource(
                  Members.required("resource.algorithm", algorithm),
                  ciphertext,
                  Members.required("resource.nonce", nonce),
                  orEmpty(associatedData));
        }
        default -> members.keep("", name, json);
      }
    }
    json.finish();
    if (resource == null) {
      throw new NotUnderstoodException("resource is absent");
    }
    Map<String, String> unknown = members.unknown();
    return new Opened(
        new V3Envelope(
            Members.required("id", id),
            orEmpty(createTime),
            Members.required("event_type", eventType),
            resourceType,
            summary,
            orEmpty(originalType),
            unknown),
        resource);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
