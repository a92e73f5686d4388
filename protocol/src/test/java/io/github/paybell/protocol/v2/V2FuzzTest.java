package io.github.paybell.protocol.v2;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.paybell.protocol.Deciding;
import io.github.paybell.protocol.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Coverage-guided fuzzing when run with {@code JAZZER_FUZZ=1}; otherwise the seeds are run once
 * each: the samples, and of {@link #member} the kinds of {@code V2MembersTest}.
 */
class V2FuzzTest {
  private static final List<V2Key> KEYS = List.of(V2Key.of(Samples.V2_MERCHANT_KEY));

  private final FieldTable table = new FieldTable();
  private final FieldTable again = new FieldTable();
  private final V2Reader reader = new V2Reader(SignCase.UPPER);

  /** What is understood is written and read to the same; what is not has a place. */
  @FuzzTest(maxDuration = "30s")
  void fieldTable(byte[] body) {
    if (!table.read(body)) {
      check(table.problem() != null && table.size() == 0);
      check(table.position() >= 0 && table.position() <= body.length);
      return;
    }
    check(table.problem() == null && table.position() == -1);
    Map<String, String> fields = table.toMap();
    check(fields.size() == table.size());
    byte[] joined = new byte[SigningText.bound(table)];
    String text =
        new String(joined, 0, SigningText.join(table, -1, joined), StandardCharsets.UTF_8);
    StringBuilder expected = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            expected.append(name).append('=').append(value).append('&');
          }
        });
    check(text.contentEquals(expected));
    byte[] written = V2Messages.payment(fields, V2Form.captured());
    check(written.length > FieldTable.MAX_BYTES || again.read(written));
    check(written.length > FieldTable.MAX_BYTES || again.toMap().equals(fields));
  }

  /** Every body is an outcome whose text is quiet. */
  @FuzzTest(maxDuration = "30s")
  void read(byte[] body) {
    V2Result result = reader.read(body, KEYS);
    check(!result.toString().contains("oTEST"));
  }

  /**
   * Whatever a field is that does not decide, the payment is read: the first byte says which field,
   * the rest is its value.
   */
  @FuzzTest(maxDuration = "30s")
  void member(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Map<String, String> fields = V2MembersTest.payment();
    List<String> names = List.copyOf(fields.keySet());
    Object whole = facts(fields);
    String name = names.get((input[0] & 0xff) % names.size());
    fields.put(name, new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
    byte[] body = V2MembersTest.signed(fields);
    boolean read = body.length <= FieldTable.MAX_BYTES && !name.equals("sign_type");
    check(!read || Deciding.V2.has(name) || whole.equals(facts(fields)));
  }

  private Object facts(Map<String, String> fields) {
    return V2MembersTest.facts(
        reader.read(V2MembersTest.signed(fields), List.of(V2MembersTest.KEY)));
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("does not hold for this input");
    }
  }
}
