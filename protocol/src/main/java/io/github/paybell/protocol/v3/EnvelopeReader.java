package io.github.paybell.protocol.v3;

import io.github.paybell.protocol.Deciding;
import org.jspecify.annotations.Nullable;

/** Reads the envelope of a verified notification, and the resource in it. */
final class EnvelopeReader {

  private EnvelopeReader() {}

  /** The envelope with what is to be decrypted. */
  record Opened(V3Envelope envelope, Resource resource) {}

  /** The encrypted part, not decrypted yet. */
  static final class Resource {
    final String algorithm;
    final byte[] ciphertext;
    final String nonce;
    final String associatedData;

    private Resource(String algorithm, byte[] ciphertext, String nonce, String associatedData) {
      this.algorithm = algorithm;
      this.ciphertext = ciphertext;
      this.nonce = nonce;
      this.associatedData = associatedData;
    }
  }

  /**
   * @throws NotUnderstoodException if the resource is not there, or of another kind
   */
  static Opened read(JsonReader json) throws NotUnderstoodException {
    Members members = Members.of(json, Deciding.V3_ENVELOPE);
    String id = null;
    String createTime = null;
    String eventType = null;
    String resourceType = null;
    String summary = null;
    ResourceReader resource = null;
    for (String name; (name = members.next()) != null; ) {
      switch (name) {
        case "id" -> id = key(members, name);
        case "create_time" -> createTime = members.text(name);
        case "event_type" -> eventType = key(members, name);
        case "resource_type" -> resourceType = members.text(name);
        case "summary" -> summary = members.text(name);
        case "resource" -> resource = ResourceReader.read(members, json);
        default -> members.keep(name);
      }
    }
    json.finish();
    ResourceReader found = members.required("resource", resource);
    return new Opened(
        new V3Envelope(
            id,
            orEmpty(createTime),
            orEmpty(eventType),
            resourceType,
            summary,
            orEmpty(found.originalType),
            members.unknown()),
        found.resource());
  }

  /** A text that can be a key of a row; what is longer or has other characters is kept apart. */
  private static @Nullable String key(Members members, String name) throws NotUnderstoodException {
    String text = members.text(name);
    if (text != null && !Facts.isKey(text, V3Envelope.MAX_KEY)) {
      members.keepStray(name, text);
      return null;
    }
    return text;
  }

  /** Reads the members of the resource. */
  private static final class ResourceReader {
    private final Members members;
    private @Nullable String originalType;
    private @Nullable String algorithm;
    private byte @Nullable [] ciphertext;
    private @Nullable String nonce;
    private @Nullable String associatedData;

    private ResourceReader(Members members) {
      this.members = members;
    }

    static @Nullable ResourceReader read(Members envelope, JsonReader json)
        throws NotUnderstoodException {
      Members members = envelope.object("resource", Deciding.V3_RESOURCE);
      if (members == null) {
        return null;
      }
      ResourceReader it = new ResourceReader(members);
      for (String name; (name = members.next()) != null; ) {
        switch (name) {
          case "original_type" -> it.originalType = members.text(name);
          case "algorithm" -> it.algorithm = members.anyText(name);
          case "ciphertext" -> {
            it.ciphertext = json.base64();
            if (it.ciphertext == null) {
              throw members.bad(name, "is not Base64");
            }
          }
          case "nonce" -> it.nonce = members.anyText(name);
          case "associated_data" -> it.associatedData = members.anyText(name);
          default -> members.keep(name);
        }
      }
      return it;
    }

    Resource resource() throws NotUnderstoodException {
      return new Resource(
          members.required("algorithm", algorithm),
          members.required("ciphertext", ciphertext),
          members.required("nonce", nonce),
          orEmpty(associatedData));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
