package io.github.paybell.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded and made-up messages under {@code samples/} on the class path, byte for byte. */
public final class Samples {
  /** The key of the v2 samples that a merchant signed. */
  public static final String V2_MERCHANT_KEY = "TestKeyForSimulatorOnly000000001";

  /** The key of the v2 sample that a service provider signed. */
  public static final String V2_PROVIDER_KEY = "TestKeyForProviderOnly0000000002";

  private Samples() {}

  /** One line of {@code samples/v2/manifest.json}; null where the manifest has null. */
  public record V2Sample(
      String file, String key, String alg, String stringToSign, String sign, String expect) {
    public byte[] bytes() {
      return Samples.bytes("v2/" + file);
    }

    @Override
    public String toString() {
      return file + " → " + expect;
    }
  }

  /** A sample's bytes, for example of {@code v2/01-plain-md5.xml}. */
  public static byte[] bytes(String path) {
    try (InputStream in = Samples.class.getResourceAsStream("/samples/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample as text. */
  public static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** A sample as JSON, for example {@code v3/manifest.json}. */
  public static JsonNode json(String path) {
    return JsonMapper.shared().readTree(bytes(path));
  }

  /** Everything that {@code samples/v2/manifest.json} lists. */
  public static List<V2Sample> v2() {
    List<V2Sample> samples = new ArrayList<>();
    for (JsonNode s : json("v2/manifest.json").get("samples")) {
      samples.add(
          new V2Sample(
              text(s, "file"),
              text(s, "key"),
              text(s, "alg"),
              text(s, "string_to_sign"),
              text(s, "sign"),
              text(s, "expect")));
    }
    return samples;
  }

  private static String text(JsonNode sample, String name) {
    JsonNode value = sample.get(name);
    return value == null || value.isNull() ? null : value.asString();
  }
}
