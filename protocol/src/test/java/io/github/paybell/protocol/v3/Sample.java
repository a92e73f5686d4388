package io.github.paybell.protocol.v3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published v3 test vectors, and the key ring that goes with them. */
record Sample(String name, String folder, String expect, Instant verifyAt) {

  static final JsonMapper JSON = new JsonMapper();
  static final JsonNode MANIFEST = JSON.readTree(bytes("manifest.json"));
  static final ApiV3Key API_V3_KEY = ApiV3Key.of(MANIFEST.get("apiv3_key").asString());
  static final String PLATFORM_1 = "7E57C0DE0000000000000000000000000000A001";
  static final V3Keys KEYS = ring(MANIFEST, API_V3_KEY);

  static Stream<Sample> all() {
    return MANIFEST.get("samples").valueStream().map(Sample::of);
  }

  static Sample named(String name) {
    return all().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
  }

  private static Sample of(JsonNode node) {
    return new Sample(
        node.get("name").asString(),
        node.get("folder").asString(),
        node.get("expect").asString(),
        Instant.ofEpochSecond(node.get("verify_at").asLong()));
  }

  V3Headers headers() {
    Map<String, String> map = new LinkedHashMap<>();
    JSON.readTree(bytes(folder + "/" + name + ".headers.json"))
        .properties()
        .forEach(header -> map.put(header.getKey(), header.getValue().asString()));
    return V3Headers.of(map);
  }

  byte[] body() {
    return bytes(folder + "/" + name + ".body.json");
  }

  byte[] plaintext() {
    return bytes("plaintext/" + name + ".json");
  }

  V3Result read() {
    return new V3Notifications(null).read(headers(), body(), KEYS, verifyAt);
  }

  @Override
  public String toString() {
    return name;
  }

  static byte[] bytes(String path) {
    try (var in = Sample.class.getResourceAsStream("/samples/v3/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private static V3Keys ring(JsonNode manifest, ApiV3Key... apiV3Keys) {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    manifest
        .get("serials")
        .properties()
        .forEach(
            it -> {
              String pem = text(it.getValue().asString());
              keys.put(
                  it.getKey(),
                  pem.contains("CERTIFICATE")
                      ? V3Pem.certificate(pem).getPublicKey()
                      : V3Pem.publicKey(pem));
            });
    return ring(keys, apiV3Keys);
  }

  static V3Keys ring(Map<String, PublicKey> keys, ApiV3Key... apiV3Keys) {
    return new V3Keys() {
      @Override
      public PublicKey platformKey(String serial) {
        return keys.get(serial);
      }

      @Override
      public Collection<String> serials() {
        return keys.keySet();
      }

      @Override
      public List<ApiV3Key> apiV3Keys() {
        return List.of(apiV3Keys);
      }
    };
  }
}
