package io.github.paybell.protocol.v3;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up messages by seed, and a platform that signs them: the same seed, the same message. */
final class MadeUp {

  static final Instant NOW = Instant.ofEpochSecond(1767225600);
  static final ApiV3Key API_V3_KEY = ApiV3Key.of("MadeUpApiV3Key0123456789ABCDEFGH");
  static final String API_V3_KEY_TEXT = "MadeUpApiV3Key0123456789ABCDEFGH";
  static final String SERIAL = "PUB_KEY_ID_0100000000000000000000000000000042";
  static final KeyPair PLATFORM = rsa();
  static final V3Signer SIGNER = V3Signer.of(PLATFORM.getPrivate(), SERIAL);
  static final V3Keys KEYS = Sample.ring(Map.of(SERIAL, PLATFORM.getPublic()), API_V3_KEY);

  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String[] TEXTS = {
    "",
    "a",
    "门店=深圳&备注=\"测试\"",
    "\\",
    "\"",
    "\n\t\r\b\f",
    "/",
    "😀👍",
    "\u0001",
    "</xml>",
    "\u2028",
    "é"
  };

  private final Random random;
  private final boolean hugeAmounts;

  MadeUp(long seed) {
    this(seed, true);
  }

  /**
   * @param hugeAmounts whether amounts beyond 31 bits occur, which other libraries do not read
   */
  MadeUp(long seed, boolean hugeAmounts) {
    random = new Random(seed);
    this.hugeAmounts = hugeAmounts;
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  String word(int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  String key() {
    return word(6 + random.nextInt(27));
  }

  String maybeKey() {
    return random.nextInt(3) == 0 ? null : key();
  }

  String text() {
    return random.nextBoolean() ? word(random.nextInt(40)) : TEXTS[random.nextInt(TEXTS.length)];
  }

  String maybe() {
    return random.nextInt(3) == 0 ? null : text();
  }

  long fen() {
    return hugeAmounts && random.nextInt(4) == 0
        ? random.nextLong() >>> 1
        : random.nextInt(100_000_000);
  }

  Long maybeFen() {
    return random.nextInt(3) == 0 ? null : Long.valueOf(fen());
  }

  String time() {
    String seconds = "2026-01-01T08:00:0" + random.nextInt(10);
    return seconds + (random.nextBoolean() ? ".120" : "") + "+08:00";
  }

  Map<String, String> unknown(String... prefixes) {
    Map<String, String> unknown = new LinkedHashMap<>();
    String[] values = {
      "1", "\"x\"", "null", "[1,{\"a\":2}]", "{\"中\":\"\\u4e2d\"}", "-1.5e3", "true"
    };
    for (int i = random.nextInt(4); i > 0; i--) {
      unknown.put(
          prefixes[random.nextInt(prefixes.length)] + "x_" + word(5),
          values[random.nextInt(values.length)]);
    }
    return unknown;
  }

  V3Envelope envelope(String eventType, String originalType) {
    return new V3Envelope(
        word(36),
        random.nextInt(5) == 0 ? "" : time(),
        eventType,
        "encrypt-resource",
        maybe(),
        originalType,
        unknown("", "resource."));
  }

  V3Amount amount() {
    return new V3Amount(fen(), "CNY", maybeFen(), random.nextBoolean() ? "CNY" : null);
  }

  List<V3Promotion> promotions() {
    List<V3Promotion> promotions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<V3GoodsDetail> goods = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        goods.add(
            new V3GoodsDetail(key(), maybeFen(), maybeFen(), maybeFen(), maybe(), unknown("")));
      }
      promotions.add(
          new V3Promotion(
              key(),
              maybe(),
              random.nextBoolean() ? "GLOBAL" : "SINGLE",
              random.nextBoolean() ? "CASH" : "NOCASH",
              maybeFen(),
              maybe(),
              maybeFen(),
              maybeFen(),
              maybeFen(),
              "CNY",
              goods,
              unknown("")));
    }
    return promotions;
  }

  V3Transaction transaction() {
    boolean partner = random.nextBoolean();
    return new V3Transaction(
        partner || random.nextBoolean() ? key() : null,
        key(),
        partner ? maybeKey() : null,
        partner ? key() : null,
        key(),
        key(),
        "JSAPI",
        "SUCCESS",
        maybe(),
        maybe(),
        maybe(),
        random.nextBoolean() ? time() : null,
        amount(),
        partner ? new V3Payer(null, key(), maybe()) : new V3Payer(key(), null, null),
        maybe(),
        random.nextInt(8) == 0 ? "PARKING" : null,
        promotions(),
        unknown("", "amount.", "payer.", "scene_info."));
  }

  V3CombinedTransaction combined() {
    List<V3SubOrder> orders = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      orders.add(
          new V3SubOrder(
              key(),
              maybeKey(),
              maybeKey(),
              maybe(),
              key(),
              key(),
              "NATIVE",
              "SUCCESS",
              maybe(),
              maybe(),
              time(),
              amount(),
              promotions(),
              unknown("", "amount.")));
    }
    return new V3CombinedTransaction(
        key(),
        key(),
        key(),
        random.nextBoolean() ? key() : null,
        maybe(),
        new V3Payer(key(), null, null),
        orders,
        unknown("", "scene_info.", "combine_payer_info."));
  }

  V3RefundResult refund() {
    return new V3RefundResult(
        key(),
        random.nextBoolean() ? key() : null,
        key(),
        key(),
        key(),
        key(),
        random.nextBoolean() ? "SUCCESS" : "ABNORMAL",
        random.nextBoolean() ? time() : null,
        maybe(),
        maybeFen(),
        fen(),
        maybeFen(),
        maybeFen(),
        random.nextInt(4) == 0 ? "CNY" : null,
        maybe(),
        unknown("", "amount."));
  }

  /** A result as it should be read, and its body. */
  record Delivery(V3Result expected, byte[] body, V3Headers headers) {}

  Delivery delivery() {
    V3Result expected;
    String plaintext;
    switch (random.nextInt(4)) {
      case 0 -> {
        V3CombinedTransaction it = combined();
        plaintext = V3Plaintext.of(it);
        expected = new V3Result.CombinedPayment(envelope("TRANSACTION.SUCCESS", "transaction"), it);
      }
      case 1 -> {
        V3RefundResult it = refund();
        plaintext = V3Plaintext.of(it);
        expected = new V3Result.Refund(envelope("REFUND." + it.refundStatus(), "refund"), it);
      }
      default -> {
        V3Transaction it = transaction();
        plaintext = V3Plaintext.of(it);
        expected = new V3Result.Payment(envelope("TRANSACTION.SUCCESS", "transaction"), it);
      }
    }
    return deliver(expected, plaintext);
  }

  Delivery deliver(V3Result expected, String plaintext) {
    V3Envelope envelope =
        expected.match(
            V3Result.Payment::envelope,
            V3Result.CombinedPayment::envelope,
            V3Result.Refund::envelope,
            V3Result.Other::envelope,
            V3Result.Undecryptable::envelope,
            V3Result.NotUnderstood::envelope,
            it -> null,
            it -> null,
            it -> null);
    byte[] body =
        V3NotificationWriter.body(
            envelope, plaintext, API_V3_KEY, word(12), random.nextInt(4) == 0 ? "" : "transaction");
    return new Delivery(expected, body, SIGNER.headers(body, NOW, word(32), "R-" + word(8)));
  }
}
