package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class V2PropertiesTest {
  private static final V2Key KEY = V2Key.of("0123456789abcdef0123456789ABCDEF");

  private final V2Reader reader = new V2Reader(SignCase.UPPER);

  @Property(tries = 1000)
  @Label("FORGERY_INERT: sign, write, read is the identity, in every spelling")
  void roundTrip(
      @ForAll("fields") Map<String, String> fields,
      @ForAll SignType signType,
      @ForAll("forms") V2Form form) {
    Map<String, String> signed = V2Messages.signed(fields, signType, KEY);

    assertThat(reader.verify(V2Messages.payment(signed, form), List.of(KEY))).isZero();

    assertThat(reader.fields().toMap()).isEqualTo(signed);
  }

  @Property(tries = 1000)
  @Label("FORGERY_INERT: changing any byte of a value never verifies")
  void changedValue(
      @ForAll("fields") Map<String, String> fields,
      @ForAll SignType signType,
      @ForAll("forms") V2Form form,
      @ForAll Random random) {
    Map<String, String> signed = V2Messages.signed(fields, signType, KEY);
    byte[] body = V2Messages.payment(signed, form);
    assertThat(reader.verify(body, List.of(KEY))).isZero();
    FieldTable table = reader.fields();
    List<Integer> inTheBody = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      // Decoded values lie behind the message; their bytes are changed in other tries.
      if (table.valueLength(i) > 0 && table.valueStart(i) < body.length) {
        inTheBody.add(i);
      }
    }
    int field = inTheBody.get(random.nextInt(inTheBody.size()));
    int at = table.valueStart(field) + random.nextInt(table.valueLength(field));
    byte old = body[at];
    do {
      body[at] = (byte) random.nextInt(256);
    } while (body[at] == old);

    assertThat(reader.verify(body, List.of(KEY))).isEqualTo(-1);
    assertThat(reader.refused()).isNotNull();
  }

  @Property(tries = 500)
  @Label("FORGERY_INERT: the order of elements does not matter")
  void order(
      @ForAll("fields") Map<String, String> fields,
      @ForAll SignType signType,
      @ForAll Random random) {
    Map<String, String> signed = V2Messages.signed(fields, signType, KEY);
    List<String> names = new ArrayList<>(signed.keySet());
    Collections.shuffle(names, random);
    Map<String, String> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, signed.get(name)));
    V2Form asGiven = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

    assertThat(reader.verify(V2Messages.payment(shuffled, asGiven), List.of(KEY))).isZero();

    assertThat(reader.fields().toMap()).isEqualTo(signed);
    for (int i = 1; i < reader.fields().size(); i++) {
      assertThat(reader.fields().name(i - 1)).isLessThan(reader.fields().name(i));
    }
  }

  @Property(tries = 200)
  @Label("FORGERY_INERT: a renamed, removed or added field never verifies")
  void otherFields(
      @ForAll("fields") Map<String, String> fields,
      @ForAll SignType signType,
      @ForAll("names") String name) {
    Map<String, String> signed = V2Messages.signed(fields, signType, KEY);
    Map<String, String> added = new LinkedHashMap<>(signed);
    if (added.putIfAbsent(name, "1") == null) {
      assertThat(verify(added)).isEqualTo(-1);
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getValue().isEmpty()) {
        Map<String, String> removed = new LinkedHashMap<>(signed);
        removed.remove(field.getKey());
        assertThat(verify(removed)).isEqualTo(-1);
        removed.put(field.getKey() + "x", field.getValue());
        if (!fields.containsKey(field.getKey() + "x")) {
          assertThat(verify(removed)).isEqualTo(-1);
        }
      }
    }
  }

  @Property(tries = 1000)
  @Label("FORGERY_INERT: any bytes are an outcome, never an exception")
  void anyBytes(@ForAll byte[] body) {
    assertThat(reader.read(body, List.of(KEY))).isInstanceOf(V2Result.Refused.class);
  }

  @Provide
  Arbitrary<Map<String, String>> fields() {
    return Arbitraries.maps(names(), values()).ofMinSize(1).ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> known =
        Arbitraries.of(
            "appid",
            "attach",
            "attach2",
            "attach_ext",
            "cash_fee",
            "coupon_fee",
            "coupon_fee_0",
            "coupon_fee_1",
            "coupon_fee_10",
            "coupon_id_0",
            "settlement_total_fee",
            "total_fee",
            "transaction_id",
            "out_trade_no");
    Arbitrary<String> unknown =
        Combinators.combine(
                Arbitraries.strings().withCharRange('a', 'z').withChars("ABCXYZ_").ofLength(1),
                Arbitraries.strings()
                    .withCharRange('a', 'z')
                    .withChars("ABC019_.-")
                    .ofMaxLength(24))
            .as(String::concat);
    return Arbitraries.oneOf(known, unknown)
        .filter(name -> !name.equals("sign") && !name.equals("sign_type"));
  }

  private Arbitrary<String> values() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", "0", "]]>", "]]", "]", "<![CDATA[", "&amp;", "</xml>", " ", "\n", "\r"),
            Arbitraries.of("门店", "🧧", "é", "\u0001", "\0", "\uffff", "\ufeff", "𠀀"),
            Arbitraries.strings().ascii().ofMaxLength(40),
            Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(12));
    return pieces.list().ofMaxSize(4).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<V2Form> forms() {
    return Combinators.combine(
            Arbitraries.of(V2Form.Values.class),
            Arbitraries.of(V2Form.Order.class),
            Arbitraries.of(true, false))
        .as(V2Form::new);
  }

  private int verify(Map<String, String> fields) {
    return reader.verify(V2Messages.payment(fields, V2Form.captured()), List.of(KEY));
  }
}
