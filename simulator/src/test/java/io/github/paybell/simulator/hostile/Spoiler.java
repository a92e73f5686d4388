package io.github.paybell.simulator.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spoils bytes, texts, fields and trees; the same seed spoils the same way. */
final class Spoiler {
  private static final int HUGE = 5 << 20;
  private static final int DEEP = 20_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0001b",
          "\u001b[31m",
          "\uFFFF",
          "\uD800",
          "\u202Eabc",
          "😀",
          "中文".repeat(60),
          "null",
          "0",
          "-1",
          "1.5",
          "1e9",
          "2147483648",
          "99999999999999999999999999",
          "0x10",
          "２",
          "]]>",
          "<a/>",
          "<!DOCTYPE x>",
          "&unknown;",
          "\"quoted\"",
          "\\u0000",
          "%00",
          "%zz",
          "%E4%B8",
          "../../etc/passwd",
          "' OR '1'='1",
          "http://",
          "http://[::1",
          "https://a b/c",
          "https://host/path?query#fragment",
          "file:///etc/passwd",
          "javascript:alert(1)",
          "20260230250000",
          "2026-02-30T25:00:00+99:00",
          "+1000000000-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00+18:00",
          "\r\nX-Injected: 1\r\n\r\n",
          "x".repeat(100_000));

  /** Numbers that no tree of JSON can hold as they stand. */
  private static final List<String> NUMBERS =
      List.of("1e400", "-1e400", "1e-400", "1.5", "-0.0", "1" + "0".repeat(90), "1E2", "NaN", "01");

  private static final Pattern RAW = Pattern.compile("\"@raw:([^@]*)@\"");

  private final Random random;

  Spoiler(Object... of) {
    // Random's first numbers are alike for seeds that are alike; SplittableRandom's are not.
    this.random = new Random(new SplittableRandom(Arrays.deepHashCode(of)).nextLong());
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Any text that might hurt. */
  String text() {
    return oneIn(8) ? noise(1 + below(40)) : any(TEXTS);
  }

  private String noise(int length) {
    StringBuilder text = new StringBuilder();
    random.ints(length, 0, 0x3000).forEach(text::appendCodePoint);
    return text.toString();
  }

  /** A text a little different. */
  String text(String good) {
    return new String(bytes(good.getBytes(StandardCharsets.UTF_8), false), StandardCharsets.UTF_8);
  }

  // -------------------------------------------------------------------------------------- bytes

  /** Bytes a little different, or much. */
  byte[] bytes(byte[] good) {
    return bytes(good, oneIn(500));
  }

  private byte[] bytes(byte[] good, boolean huge) {
    if (huge) {
      return filled(good, HUGE);
    }
    return switch (below(11)) {
      case 0, 1, 2 -> flipped(good);
      case 3 -> Arrays.copyOf(good, below(good.length + 1));
      case 4 -> joined(good, good);
      case 5 -> spliced(good, noise(1 + below(20)).getBytes(StandardCharsets.UTF_8));
      case 6 -> spliced(good, any(TEXTS).getBytes(StandardCharsets.UTF_8));
      case 7 -> spliced(good, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0});
      case 8 -> recoded(good);
      case 9 -> new byte[0];
      default -> shortened(good);
    };
  }

  private byte[] flipped(byte[] good) {
    byte[] bad = good.clone();
    for (int i = 0; i <= below(4) && bad.length > 0; i++) {
      bad[below(bad.length)] ^= (byte) (1 << below(8));
    }
    return bad;
  }

  private byte[] shortened(byte[] good) {
    int from = below(good.length + 1);
    int to = from + below(good.length - from + 1);
    return joined(Arrays.copyOf(good, from), Arrays.copyOfRange(good, to, good.length));
  }

  private byte[] spliced(byte[] good, byte[] more) {
    int at = below(good.length + 1);
    return joined(joined(Arrays.copyOf(good, at), more), Arrays.copyOfRange(good, at, good.length));
  }

  private byte[] recoded(byte[] good) {
    String charset = any(List.of("UTF-16", "UTF-16LE", "UTF-32BE", "GBK", "ISO-8859-1"));
    return new String(good, StandardCharsets.UTF_8).getBytes(Charset.forName(charset));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(a.length + b.length);
    both.writeBytes(a);
    both.writeBytes(b);
    return both.toByteArray();
  }

  private static byte[] filled(byte[] pattern, int length) {
    byte[] filled = new byte[length];
    for (int i = 0; i < length; i++) {
      filled[i] = pattern.length == 0 ? (byte) ' ' : pattern[i % pattern.length];
    }
    return filled;
  }

  // ------------------------------------------------------------------------------------- fields

  /** Fields of which one is missing, other, or more. */
  Map<String, String> fields(Map<String, String> good) {
    Map<String, String> bad = new LinkedHashMap<>(good);
    String name = any(List.copyOf(good.keySet()));
    switch (below(6)) {
      case 0 -> bad.remove(name);
      case 1 -> bad.put("new_field", text());
      case 2 -> bad.put(name, text(good.getOrDefault(name, "")));
      case 3 -> bad.put(name, good.getOrDefault(any(List.copyOf(good.keySet())), ""));
      default -> bad.put(name, text());
    }
    return bad;
  }

  // -------------------------------------------------------------------------------------- trees

  /** A tree of which one part is missing, of another type, or more. */
  byte[] tree(ObjectNode good) {
    ObjectNode bad = good.deepCopy();
    List<ObjectNode> objects = new ArrayList<>();
    collect(bad, objects);
    ObjectNode where = any(objects);
    List<String> names = List.copyOf(where.propertyNames());
    String name = names.isEmpty() ? "member" : any(names);
    switch (below(8)) {
      case 0 -> where.remove(name);
      case 1 -> where.set(text(), value());
      case 2 -> where.put(name, text(where.path(name).asString("")));
      default -> where.set(name, value());
    }
    String text = RAW.matcher(bad.toString()).replaceAll("$1");
    if (oneIn(20)) {
      // The same member once more.
      text = text.replaceFirst("\\{", "{\"" + name + "\":1,\"" + name + "\":2,");
    }
    if (oneIn(200)) {
      text = "[".repeat(DEEP) + text;
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  /** Any JSON. */
  JsonNode value() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (below(9)) {
      case 0 -> json.nullNode();
      case 1 -> json.booleanNode(oneIn(2));
      case 2 ->
          json.numberNode(any(List.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31)));
      case 3 -> json.stringNode("@raw:" + any(NUMBERS) + "@");
      case 4 -> json.arrayNode().add(text()).addNull();
      case 5 -> json.objectNode().put(text(), text());
      case 6 -> nested(json);
      default -> json.stringNode(text());
    };
  }

  private JsonNode nested(JsonNodeFactory json) {
    ArrayNode outer = json.arrayNode();
    ArrayNode inner = outer;
    for (int i = 0; i < below(300); i++) {
      inner = inner.addArray();
    }
    return outer;
  }
}
