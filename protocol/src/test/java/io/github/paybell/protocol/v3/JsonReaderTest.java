package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReaderTest {

  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(
                      JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                      JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What is stepped over may have this; Jackson refuses it or stumbles, whatever is enabled. */
  private static final Pattern BAD_ESCAPE =
      Pattern.compile("\\\\(u(?![0-9a-fA-F]{4})|[^\\x00-\\x7f])");

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"appid\"",
    "\"\\u0041\"",
    "\"\\n\"",
    "\"",
    "\\",
    "1",
    "-1",
    "0",
    "01",
    "1.5",
    "1e9",
    "-",
    "9223372036854775808",
    "true",
    "false",
    "null",
    "nul",
    " ",
    "\n",
    "\t",
    "\u0001",
    "中",
    "😀",
    "+1",
    ".5",
    "1.",
    "NaN",
    "'a'",
    "/**/",
    "\\u00e9",
    "\"\\x\""
  };

  @Test
  @DisplayName(
      "FORGERY_INERT: 200000 broken and sound texts: ours takes one exactly when Jackson does")
  void sameGrammarAsJackson() throws Exception {
    Random random = new Random(42);
    int sound = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = random.nextBoolean() ? soup(random) : mutated(tree(random, 4), random);
      // Halves of surrogate pairs are not for Jackson to compare; see below.
      text = text.replace("\\ud83d\\ude00", "");
      if (BAD_ESCAPE.matcher(text).find() || text.contains("\\ud83d") || text.contains("\\ude00")) {
        continue;
      }
      String raw = raw(text);
      JsonNode theirs = jackson(text);
      assertThat(raw != null).describedAs("text %d: %s", i, text).isEqualTo(theirs != null);
      if (raw != null) {
        sound++;
        assertThat(JACKSON.readTree(raw)).isEqualTo(theirs);
      }
    }
    assertThat(sound).isGreaterThan(20_000);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: 50000 strings and numbers are read as Jackson reads them")
  void sameValuesAsJackson() throws Exception {
    Random random = new Random(7);
    JsonReader json = new JsonReader();
    for (int i = 0; i < 50_000; i++) {
      String literal = stringLiteral(random);
      String text = "{\"attach\":" + literal + ",\"total\":" + random.nextLong() + "}";
      JsonNode theirs = JACKSON.readTree(text);
      open(json, text);
      json.beginObject();
      assertThat(json.nextMember()).isEqualTo("attach");
      assertThat(json.string()).isEqualTo(theirs.get("attach").asString());
      assertThat(json.nextMember()).isEqualTo("total");
      assertThat(json.integer()).isEqualTo(theirs.get("total").asLong());
      assertThat(json.nextMember()).isNull();
      json.finish();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1, 1",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
  })
  @DisplayName("AMOUNT_GUARD: an integer of 64 bits is read exactly")
  void integers(String text, long value) throws Exception {
    JsonReader json = new JsonReader();
    open(json, text);
    assertThat(json.integer()).isEqualTo(value);
    json.finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "1e2",
        "1E2",
        "01",
        "-",
        "",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999",
        "\"1\"",
        "null",
        "true",
        "+1",
        "１"
      })
  @DisplayName("AMOUNT_GUARD: what is no integer of 64 bits is no amount")
  void noIntegers(String text) {
    JsonReader json = new JsonReader();
    open(json, text);
    assertThat(json.integer()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"total\":1,\"total\":2}",
        "{\"total\":1,\"tot\\u0061l\":2}",
      })
  @DisplayName("AMOUNT_GUARD: a repeated member is noticed, also when an escape hides it")
  void repeatedMember(String text) throws Exception {
    JsonReader json = new JsonReader();
    open(json, text);
    assertThat(json.beginObject()).isTrue();
    assertThat(json.nextMember()).isEqualTo("total");
    assertThat(json.repeated()).isFalse();
    json.raw();
    assertThat(json.nextMember()).isEqualTo("total");
    assertThat(json.repeated()).isTrue();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: one name in two objects is no repetition")
  void sameNameElsewhere() throws Exception {
    JsonReader json = new JsonReader();
    open(json, "{\"total\":1,\"amount\":{\"total\":2},\"payer\":{\"total\":3},\"x\":{\"x\":1}}");
    json.beginObject();
    json.nextMember();
    json.raw();
    for (int i = 0; i < 3; i++) {
      json.nextMember();
      json.beginObject();
      json.nextMember();
      json.raw();
      assertThat(json.nextMember()).isNull();
    }
    assertThat(json.nextMember()).isNull();
  }

  @Test
  @DisplayName("BOUNDED: a value of any depth is stepped over, without a stack to overflow")
  void depth() throws Exception {
    String deep = "[".repeat(500_000) + "]".repeat(500_000);
    assertThat(raw(deep)).isEqualTo(deep);
    assertThat(raw("{\"a\":[".repeat(100_000) + "]}".repeat(100_000))).isNotNull();
    assertThat(raw("{\"a\":[".repeat(100_000) + "}]".repeat(100_000))).isNull();
    assertThat(raw("[".repeat(1_000_000))).isNull();
    assertThat(raw("{\"a\":".repeat(1_000_000))).isNull();
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: text that could not be stored as UTF-8 is no text, but can be stepped over")
  void unsound() throws Exception {
    for (String text :
        new String[] {
          "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800x\"", "\"\u0000\"", "\"\\x\"", "\"\\u12\""
        }) {
      JsonReader json = new JsonReader();
      open(json, text);
      assertThat(json.string()).isNull();
      assertThat(json.raw()).isEqualTo(text);
    }
    byte[][] broken = {
      {'"', (byte) 0xff, '"'},
      {'"', (byte) 0xc0, (byte) 0x80, '"'},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
      {'"', (byte) 0xe4, (byte) 0xb8, '"'},
    };
    for (byte[] bytes : broken) {
      JsonReader json = new JsonReader();
      json.open(bytes, bytes.length);
      assertThat(json.string()).isNull();
      assertThat(json.raw()).contains("\uFFFD");
      json.finish();
    }
    JsonReader json = new JsonReader();
    open(json, "\"\uFFFD\"");
    assertThat(json.string()).isEqualTo("\uFFFD");
  }

  private static void open(JsonReader json, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    json.open(bytes, bytes.length);
  }

  private static String raw(String text) {
    JsonReader json = new JsonReader();
    open(json, text);
    try {
      String raw = json.raw();
      json.finish();
      return raw;
    } catch (NotUnderstoodException e) {
      return null;
    }
  }

  private static JsonNode jackson(String text) {
    try {
      JsonNode node = JACKSON.readTree(text.getBytes(StandardCharsets.UTF_8));
      return node.isMissingNode() ? null : node;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String soup(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String tree(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 6);
    return switch (kind) {
      case 0 -> stringLiteral(random);
      case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 2 -> random.nextBoolean() ? "true" : "null";
      case 3 -> random.nextInt(100) + "." + random.nextInt(100) + "e" + random.nextInt(9);
      default -> {
        StringBuilder text = new StringBuilder(kind == 4 ? "[" : "{");
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append(kind == 4 ? "" : "\"m" + i + "\": ").append(tree(random, depth - 1));
          text.append(i == 1 ? "" : ",");
        }
        yield text.append(kind == 4 ? "]" : "}").toString();
      }
    };
  }

  private static String mutated(String text, Random random) {
    if (random.nextInt(3) == 0) {
      return text;
    }
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + random.nextInt(2));
    return text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(to);
  }

  private static String stringLiteral(Random random) {
    String[] parts = {
      "a",
      "中",
      "😀",
      "\\\"",
      "\\\\",
      "\\/",
      "\\b",
      "\\f",
      "\\n",
      "\\r",
      "\\t",
      "\\u4e2D",
      "\\u0000",
      "\\ud83d\\ude00",
      "é",
      " ",
      "\u007f"
    };
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append('"').toString();
  }
}
