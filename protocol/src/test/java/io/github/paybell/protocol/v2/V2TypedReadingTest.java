package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reading straight from the table against the plain one from a map. */
class V2TypedReadingTest {
  private static final V2Key KEY = V2Key.of("0123456789abcdef0123456789ABCDEF");
  private static final int MESSAGES = 40_000;

  private static final String[] VALUES = {
    "",
    "",
    "0",
    "1",
    "8800",
    "007",
    "-1",
    "4.5",
    "x",
    "SUCCESS",
    "FAIL",
    "PAY_FAIL",
    "CNY",
    "USD",
    "Y",
    "JSAPI",
    "NO_CASH",
    "门店",
    "999999999999999999",
    "1000000000000000000",
    "１２",
    "a&<]]>b",
    "20260105000000",
    "20260229000000",
    "20240229235959",
    "20260105246060",
    "SUCCESSx",
    "\u00e9"
  };
  private static final String[] UNKNOWN = {
    "a",
    "zz",
    "Appid",
    "appid_",
    "app",
    "coupon_",
    "coupon_fee_",
    "coupon_fee_x",
    "coupon_id",
    "coupon_type",
    "coupon_fee_00",
    "coupon_id_007",
    "coupon_fee_12345",
    "coupon_batch_id_0",
    "transaction_id2",
    "settlement_total_fee_",
    "sub_is_subscribe_",
    "cash_fee_0",
    "sign_type2"
  };

  private final V2Reader reader = new V2Reader(SignCase.UPPER);

  @Test
  @DisplayName("FORGERY_INERT: the typed reading says what the plain reading of a map says")
  void likeTheMap() {
    Random random = new Random(20261122);
    int[] outcomes = new int[3];
    for (int n = 0; n < MESSAGES; n++) {
      Map<String, String> signed = V2Messages.signed(message(random), SignType.MD5, KEY);
      V2Result result = reader.read(V2Messages.payment(signed, V2Form.captured()), List.of(KEY));

      assertThat(result).isEqualTo(MapReading.read(new TreeMap<>(signed), SignType.MD5, 0));
      outcomes[result instanceof V2Result.Payment ? 0 : result instanceof V2Result.Other ? 1 : 2]++;
    }
    assertThat(outcomes).doesNotContain(0);
    assertThat(outcomes[0]).isGreaterThan(MESSAGES / 10);
  }

  @Test
  @DisplayName("FORGERY_INERT: so does that of every message that is a sample")
  void samplesLikeTheMap() {
    List<V2Key> keys =
        List.of(V2Key.of(Samples.V2_MERCHANT_KEY), V2Key.of(Samples.V2_PROVIDER_KEY));
    int payments = 0;
    for (Samples.V2Sample sample : Samples.v2()) {
      if (reader.read(sample.bytes(), keys) instanceof V2Result.Payment payment) {
        payments++;
        SortedMap<String, String> fields = reader.fields().toMap();
        assertThat(payment)
            .isEqualTo(MapReading.read(fields, payment.signType(), payment.keyIndex()));
      }
    }
    assertThat(payments).isPositive();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: every known name is found by its prefixes, and by nothing less")
  void namesAreFound() {
    for (FieldName name : FieldName.values()) {
      assertThat(FieldName.withPrefixes(name.firstPrefix, name.secondPrefix)).isSameAs(name);
      assertThat(FieldName.withPrefixes(name.firstPrefix, name.secondPrefix ^ 1)).isNull();
    }
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a time_end is a time if and only if the calendar has it")
  void times() {
    List<String> texts = new ArrayList<>(List.of("", "2026010500000", "202601050000000"));
    for (int year : new int[] {0, 1, 4, 1900, 2000, 2023, 2024, 2026, 2100, 9999}) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          texts.add("%04d%02d%02d000000".formatted(year, month, day));
        }
      }
    }
    for (int n = 0; n < 100; n++) {
      texts.add("20260105%02d0000".formatted(n));
      texts.add("2026010500%02d00".formatted(n));
      texts.add("202601050000%02d".formatted(n));
    }
    for (int at = 0; at < 14; at++) {
      for (String c : new String[] {"/", ":", " ", "-", "１"}) {
        texts.add("20260105101010".substring(0, at) + c + "20260105101010".substring(at + 1));
      }
    }
    for (String text : texts) {
      assertThat(BeijingTime.isCompact(text)).as(text).isEqualTo(MapReading.isTime(text));
      assertThat(BeijingTime.compact(text) != null).as(text).isEqualTo(MapReading.isTime(text));
    }
  }

  /** Mostly a payment, with fields left out, added and spoiled. */
  private static Map<String, String> message(Random random) {
    Map<String, String> fields = new TreeMap<>();
    for (String needed : new String[] {"appid", "mch_id", "transaction_id", "out_trade_no"}) {
      fields.put(needed, needed + random.nextInt(100));
    }
    fields.put("result_code", random.nextInt(8) == 0 ? "FAIL" : "SUCCESS");
    fields.put("total_fee", Integer.toString(random.nextInt(1_000_000)));
    fields.put("cash_fee", Integer.toString(random.nextInt(1_000_000)));
    fields.put("time_end", "20260105101010");
    for (int n = random.nextInt(12); n > 0; n--) {
      fields.put(optionalName(random), pick(VALUES, random));
    }
    if (random.nextInt(2) == 0) {
      List<String> names = List.copyOf(new TreeMap<>(fields).keySet());
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(3) == 0) {
        fields.remove(name);
      } else {
        fields.put(name, pick(VALUES, random));
      }
    }
    return fields;
  }

  private static String optionalName(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(UNKNOWN, random);
      case 1 ->
          pick(new String[] {"coupon_fee_", "coupon_id_", "coupon_type_"}, random)
              + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 4);
      default -> {
        String name = pick(FieldName.values(), random).wireName;
        // These decide before any fact is read.
        yield name.startsWith("sign") || name.equals("req_info") ? "attach" : name;
      }
    };
  }

  private static <T> T pick(T[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}
