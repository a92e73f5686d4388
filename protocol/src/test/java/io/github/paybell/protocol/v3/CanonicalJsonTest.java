package io.github.paybell.protocol.v3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When two plaintexts say the same. */
class CanonicalJsonTest {
  private static final String A_TO_C = "abc";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":{\"c\":[],\"d\":{}}}|{ \"b\" : {\"d\":{ },\t\"c\":[ ]}, \"a\":1 }",
        "{\"a\":\"门店/\"}|{\"\\u0061\":\"\\u95e8店\\/\"}",
        "{\"a\":\"\\ud83d\\ude00\"}|{\"a\":\"😀\"}",
        "{\"a\":\"\\n\\\"\\\\\"}|{\"a\":\"\\u000a\\u0022\\u005C\"}",
        "[1.50,-2e+3,true,null]|[ 1.50 , -2e+3 , true , null ]",
      })
  @DisplayName("ONE_ROW_PER_ID: order, space and escapes make no other message")
  void same(String one, String other) {
    assertThat(of(one)).isNotNull().isEqualTo(of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}|{\"a\":\"1\"}",
        "{\"a\":1}|{\"a\":1.0}",
        "{\"a\":null}|{}",
        "[]|{}",
        "[1,2]|[2,1]",
        "{\"a\":1,\"a\":2}|{\"a\":2,\"a\":1}",
        "{\"a\":\"b\\\",\\\"c\\\":\\\"\"}|{\"a\":\"b\",\"c\":\"\"}",
        "{\"a\":\"\\\\ud83d\"}|{\"a\":\"\\ud83d\"}",
      })
  @DisplayName("NO_LOST_ACK: what says something else is another message")
  void other(String one, String other) {
    assertThat(of(one)).isNotNull().isNotEqualTo(of(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "[1,]",
        "{\"a\":1,}",
        "\"\\x\"",
        "\"\\u12g4\"",
        "1 2",
        "\"a"
      })
  @DisplayName("what is no JSON has no other spelling")
  void none(String text) {
    assertThat(of(text)).isNull();
  }

  @Test
  @DisplayName("BOUNDED: however deep a text is nested, the stack holds")
  void deep() {
    assertThat(of("[".repeat(1 << 20))).isNull();
    assertThat(of("{\"a\":".repeat(200) + "1" + "}".repeat(200))).isNotNull();
  }

  @Test
  @DisplayName("what is not UTF-8 has no other spelling")
  void notUtf8() {
    assertThat(CanonicalJson.of("\"\u00ff\"".getBytes(ISO_8859_1))).isNull();
  }

  @Property(tries = 500, seed = "20260105")
  @Label("ONE_ROW_PER_ID: any shuffling of any object, at any depth, is the same message")
  void shuffled(@ForAll long seed) {
    var random = new Random(seed);
    var value = value(random, 0);

    assertThat(of(text(value, new Random(seed + 1))))
        .isEqualTo(of(text(value, new Random(seed + 2))));
  }

  private static Object value(Random random, int depth) {
    switch (depth == 4 ? 2 : random.nextInt(3)) {
      case 0 -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          members.put(A_TO_C.substring(random.nextInt(3)) + i, value(random, depth + 1));
        }
        return members;
      }
      case 1 -> {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(value(random, depth + 1));
        }
        return elements;
      }
      default -> {
        return random.nextLong();
      }
    }
  }

  private static String text(Object value, Random random) {
    if (value instanceof Map<?, ?> members) {
      var parts = new ArrayList<String>();
      members.forEach(
          (name, member) -> parts.add('"' + (String) name + "\":" + text(member, random)));
      Collections.shuffle(parts, random);
      return "{" + String.join(random.nextBoolean() ? "," : " ,\n", parts) + "}";
    }
    if (value instanceof List<?> elements) {
      return "["
          + String.join(",", elements.stream().map(each -> text(each, random)).toList())
          + "]";
    }
    return value.toString();
  }

  private static String of(String json) {
    return CanonicalJson.of(json.getBytes(UTF_8));
  }
}
