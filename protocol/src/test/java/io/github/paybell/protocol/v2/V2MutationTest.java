package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.paybell.protocol.Samples;
import io.github.paybell.protocol.Samples.V2Sample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand mutations of each sample, seeded. */
class V2MutationTest {
  private static final int MUTATIONS = 10_000;
  private static final List<V2Key> KEYS =
      List.of(V2Key.of(Samples.V2_MERCHANT_KEY), V2Key.of(Samples.V2_PROVIDER_KEY));
  private static final String[] TOKENS = {
    "<![CDATA[",
    "]]>",
    "]]",
    "<",
    ">",
    "&",
    "&amp;",
    "&#x41;",
    "</xml>",
    "<xml>",
    "<a>1</a>",
    "<a/>",
    "<sign></sign>",
    "<!DOCTYPE xml>",
    "<!--",
    "<?x?>",
    "\0",
    "\n",
    " ",
    "1",
    "total_fee",
    "sign_type",
    "\ufeff",
    "门",
    "\r"
  };

  /** The signed content of every sample that is genuine: nothing else may ever be proved. */
  private static final Set<Map<String, String>> GENUINE = genuine();

  private final V2Reader reader = new V2Reader(SignCase.UPPER);

  static Stream<V2Sample> samples() {
    return Samples.v2().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("FORGERY_INERT: what still verifies after a mutation says what the original said")
  void mutations(V2Sample sample) {
    Random random = new Random(sample.file().hashCode());
    byte[] original = sample.bytes();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = original;
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        mutated = mutate(mutated, random);
      }
      if (reader.verify(mutated, KEYS) >= 0 && !GENUINE.contains(signedContent(reader.fields()))) {
        fail("mutation %s of %s was proved with other fields", i, sample);
      }
      V2Result result = reader.read(mutated, KEYS);
      if (result instanceof V2Result.Payment payment) {
        assertThat(payment.payment().paid())
            .isEqualTo(!payment.payment().outTradeNo().equals("SIM20260105000007"));
      }
    }
  }

  private static byte[] mutate(byte[] body, Random random) {
    if (body.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(body.length);
    int length = Math.min(1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 8), body.length - at);
    byte[] slice = Arrays.copyOfRange(body, at, at + length);
    byte[] nothing = {};
    return switch (random.nextInt(8)) {
      case 0 -> splice(body, at, 1, new byte[] {(byte) (body[at] ^ 1 << random.nextInt(8))});
      case 1 -> splice(body, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 2 -> splice(body, at, length, nothing);
      case 3 -> splice(body, at, 0, slice);
      case 4 -> splice(body, random.nextInt(body.length + 1), 0, slice);
      case 5 -> splice(body, at, 0, token(random));
      case 6 -> splice(body, at, length, token(random));
      default -> {
        byte[] without = splice(body, at, length, nothing);
        yield splice(without, random.nextInt(without.length + 1), 0, slice);
      }
    };
  }

  private static byte[] token(Random random) {
    return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] splice(byte[] body, int at, int remove, byte[] insert) {
    byte[] result = new byte[body.length - remove + insert.length];
    System.arraycopy(body, 0, result, 0, at);
    System.arraycopy(insert, 0, result, at, insert.length);
    System.arraycopy(body, at + remove, result, at + insert.length, body.length - at - remove);
    return result;
  }

  private static Set<Map<String, String>> genuine() {
    Set<Map<String, String>> genuine = new HashSet<>();
    FieldTable table = new FieldTable();
    for (V2Sample sample : Samples.v2()) {
      if (sample.expect().equals("VALID")) {
        assertThat(table.read(sample.bytes())).isTrue();
        genuine.add(signedContent(table));
      }
    }
    return genuine;
  }

  /** Empty elements are not signed, so they may come and go. */
  private static Map<String, String> signedContent(FieldTable table) {
    Map<String, String> fields = new TreeMap<>(table.toMap());
    fields.values().removeIf(String::isEmpty);
    return fields;
  }
}
