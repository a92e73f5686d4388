package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class V3ForgeryTest {

  private static final int MUTATIONS = 10_000;
  private static final String[] SPICE = {
    "\n",
    "\r\n",
    " ",
    "\u0000",
    "=",
    "-",
    "+",
    "0",
    "９",
    "é",
    "\"",
    "WECHATPAY/SIGNTEST/",
    "PUB_KEY_ID_"
  };

  @ParameterizedTest
  @MethodSource("io.github.paybell.protocol.v3.Sample#all")
  @DisplayName("FORGERY_INERT: 10000 changes of each sample never verify, unless nothing changed")
  void mutations(Sample sample) {
    V3Notifications notifications = new V3Notifications();
    V3Result original = sample.read();
    V3Headers headers = sample.headers();
    byte[] body = sample.body();
    boolean verifies = verified(original);
    byte[] genuine = verifies ? body : Sample.named("01-direct-jsapi-promotion").body();
    V3Result genuineResult = verifies ? original : Sample.named("01-direct-jsapi-promotion").read();
    Random random = new Random(sample.name().hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      V3Headers changedHeaders = random.nextInt(3) == 0 ? changed(headers, random) : headers;
      byte[] changedBody =
          changedHeaders != headers && random.nextBoolean() ? body : changed(body, random);
      V3Result result =
          notifications.read(changedHeaders, changedBody, Sample.KEYS, sample.verifyAt());
      if (verified(result)) {
        // The one way to another result is to undo a tampering: n3 without its line feed.
        assertThat(changedBody).describedAs("mutation %d", i).isEqualTo(genuine);
        assertThat(result).describedAs("mutation %d", i).isIn(original, genuineResult);
      }
    }
    assertThat(notifications.read(headers, body, Sample.KEYS, sample.verifyAt()))
        .isEqualTo(original);
  }

  @Test
  @DisplayName("FORGERY_INERT: no flipped bit of timestamp, nonce or signature verifies")
  void everyBit() {
    Sample sample = Sample.named("01-direct-jsapi-promotion");
    V3Notifications notifications = new V3Notifications();
    V3Headers it = sample.headers();
    for (int bit = 0; bit < it.signature().length() * 7; bit++) {
      int at = bit / 7;
      char flip = (char) (1 << bit % 7);
      V3Headers signature = with(it, it.timestamp(), it.nonce(), flip(it.signature(), at, flip));
      assertThat(
              verified(
                  notifications.read(signature, sample.body(), Sample.KEYS, sample.verifyAt())))
          .describedAs("signature, character %d", at)
          .isFalse();
      if (at < it.nonce().length()) {
        V3Headers nonce = with(it, it.timestamp(), flip(it.nonce(), at, flip), it.signature());
        assertThat(
                verified(notifications.read(nonce, sample.body(), Sample.KEYS, sample.verifyAt())))
            .isFalse();
      }
      if (at < it.timestamp().length()) {
        V3Headers timestamp = with(it, flip(it.timestamp(), at, flip), it.nonce(), it.signature());
        assertThat(
                verified(
                    notifications.read(timestamp, sample.body(), Sample.KEYS, sample.verifyAt())))
            .isFalse();
      }
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: no flipped bit of the body verifies")
  void everyBodyBit() {
    Sample sample = Sample.named("04-refund-success");
    V3Notifications notifications = new V3Notifications();
    V3Headers headers = sample.headers();
    byte[] body = sample.body();
    for (int bit = 0; bit < body.length * 8; bit++) {
      body[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verified(notifications.read(headers, body, Sample.KEYS, sample.verifyAt())))
          .isFalse();
      body[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(verified(notifications.read(headers, body, Sample.KEYS, sample.verifyAt())))
        .isTrue();
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: a nonce with a line feed is refused, it could move the border to the body")
  void borders() {
    byte[] body = MadeUp.SIGNER.serial().getBytes(StandardCharsets.US_ASCII);
    V3Headers it = MadeUp.SIGNER.headers(body, MadeUp.NOW, "nonce\nmore", null);
    assertThat(refusal(new V3Notifications().read(it, body, MadeUp.KEYS, MadeUp.NOW)))
        .isEqualTo(V3Result.Refusal.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "-301, STALE",
    "-300, ok",
    "0, ok",
    "300, ok",
    "301, STALE",
    "86400, STALE",
  })
  @DisplayName("FORGERY_INERT: a genuine message is fresh within 300 s, either way, and no longer")
  void freshness(long secondsLater, String expected) {
    MadeUp.Delivery it = new MadeUp(1).delivery();
    V3Result result =
        new V3Notifications()
            .read(it.headers(), it.body(), MadeUp.KEYS, MadeUp.NOW.plusSeconds(secondsLater));
    assertThat(result instanceof V3Result.Refused refused ? refused.refusal().name() : "ok")
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("FORGERY_INERT: the 300 s are counted to the nanosecond, and never by create_time")
  void freshnessToTheNanosecond() {
    MadeUp.Delivery it = new MadeUp(1).delivery();
    Instant edge = MadeUp.NOW.plusSeconds(300);
    V3Notifications notifications = new V3Notifications();
    assertThat(verified(notifications.read(it.headers(), it.body(), MadeUp.KEYS, edge))).isTrue();
    assertThat(refusal(notifications.read(it.headers(), it.body(), MadeUp.KEYS, edge.plusNanos(1))))
        .isEqualTo(V3Result.Refusal.STALE);
    // A retry hours later keeps create_time and is signed anew.
    Instant retry = MadeUp.NOW.plusSeconds(20_000);
    V3Headers anew = MadeUp.SIGNER.headers(it.body(), retry, "retry", null);
    assertThat(notifications.read(anew, it.body(), MadeUp.KEYS, retry)).isEqualTo(it.expected());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, n, s, SERIAL, null, HEADER_MISSING",
        "'', n, s, SERIAL, null, HEADER_MISSING",
        "1767225600, null, s, SERIAL, null, HEADER_MISSING",
        "1767225600, n, '', SERIAL, null, HEADER_MISSING",
        "1767225600, n, s, null, null, HEADER_MISSING",
        "1767225600, n, s, '', null, HEADER_MISSING",
        "-1767225600, n, s, SERIAL, null, MALFORMED",
        "+1767225600, n, s, SERIAL, null, MALFORMED",
        "1767225600.0, n, s, SERIAL, null, MALFORMED",
        "0x10, n, s, SERIAL, null, MALFORMED",
        "１７６７２２５６００, n, s, SERIAL, null, MALFORMED",
        "99999999999999999999999999999999, n, s, SERIAL, null, MALFORMED",
        "' 1767225600', n, s, SERIAL, null, MALFORMED",
        "1767225600, 'n n', s, SERIAL, null, MALFORMED",
        "1767225600, n, s, 'SER IAL', null, MALFORMED",
        "1767225600, n, s, SERIAL, WECHATPAY2-SM2-WITH-SM3, SIGNATURE_TYPE_UNKNOWN",
        "1767225600, n, s, SERIAL, none, SIGNATURE_TYPE_UNKNOWN",
        "1767225600, n, s, SERIAL, wechatpay2-sha256-rsa2048, SIGNATURE_TYPE_UNKNOWN",
        "1767225600, n, s, SERIAL, null, SIGNATURE_WRONG",
        "1767225600, n, ===, SERIAL, '', SIGNATURE_WRONG",
        "99999999999, n, s, SERIAL, null, SIGNATURE_WRONG",
      })
  @DisplayName("FORGERY_INERT: hostile headers are refused by name, and never throw")
  void hostileHeaders(
      String timestamp,
      String nonce,
      String signature,
      String serial,
      String type,
      String refusal) {
    V3Headers headers =
        new V3Headers(
            timestamp,
            nonce,
            signature,
            "SERIAL".equals(serial) ? MadeUp.SERIAL : serial,
            type,
            null);
    assertThat(refusal(read(headers)).name()).isEqualTo(refusal);
  }

  @Test
  @DisplayName("BOUNDED: line feeds and giants in headers, and a giant body, are refused unread")
  void giants() {
    V3Headers good = new MadeUp(1).delivery().headers();
    String giant = "9".repeat(1_000_000);
    assertThat(refusal(read(with(good, giant, "n", "s")))).isEqualTo(V3Result.Refusal.MALFORMED);
    assertThat(refusal(read(with(good, "1", giant, "s")))).isEqualTo(V3Result.Refusal.MALFORMED);
    assertThat(refusal(read(with(good, "1", "n\r\nx", "s")))).isEqualTo(V3Result.Refusal.MALFORMED);
    assertThat(refusal(read(with(good, "1", "n", giant))))
        .isEqualTo(V3Result.Refusal.SIGNATURE_WRONG);
    V3Headers serial = new V3Headers("1", "n", "s", "A\nB", null, null);
    assertThat(refusal(read(serial))).isEqualTo(V3Result.Refusal.MALFORMED);
    assertThat(
            refusal(
                new V3Notifications().read(good, new byte[(1 << 20) + 1], MadeUp.KEYS, MadeUp.NOW)))
        .isEqualTo(V3Result.Refusal.MALFORMED);
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: an unknown serial comes before the probe, as the protocol orders them")
  void unknownSerialBeforeProbe() {
    V3Headers probe = new V3Headers("1", "n", "WECHATPAY/SIGNTEST/x", MadeUp.SERIAL, null, null);
    assertThat(read(probe)).isEqualTo(new V3Result.Probe(MadeUp.SERIAL));
    V3Headers unknown = new V3Headers("1", "n", "WECHATPAY/SIGNTEST/x", "OTHER", null, null);
    assertThat(read(unknown)).isEqualTo(new V3Result.UnknownSerial("OTHER"));
  }

  @Test
  @DisplayName("FORGERY_INERT: header names are found in any case")
  void anyCase() {
    Map<String, String> lower =
        Map.of(
            "wechatpay-timestamp", "1",
            "WECHATPAY-NONCE", "2",
            "wechatpay-Signature", "3",
            "Wechatpay-serial", "4",
            "wechatpay-signature-type", "5",
            "request-id", "6");
    assertThat(V3Headers.of(lower)).isEqualTo(new V3Headers("1", "2", "3", "4", "5", "6"));
  }

  @Test
  @DisplayName("NO_LOST_ACK: the previous APIv3 key still decrypts during a change of keys")
  void previousKey() {
    MadeUp.Delivery it = new MadeUp(2).delivery();
    ApiV3Key newer = ApiV3Key.of("NewerApiV3Key0123456789ABCDEFGHI");
    Map<String, java.security.PublicKey> platform =
        Map.of(MadeUp.SERIAL, MadeUp.PLATFORM.getPublic());
    V3Notifications notifications = new V3Notifications();
    V3Keys both = Sample.ring(platform, newer, MadeUp.API_V3_KEY);
    assertThat(notifications.read(it.headers(), it.body(), both, MadeUp.NOW))
        .isEqualTo(it.expected());
    for (V3Keys none : List.of(Sample.ring(platform, newer), Sample.ring(platform))) {
      assertThat(notifications.read(it.headers(), it.body(), none, MadeUp.NOW))
          .isInstanceOf(V3Result.Undecryptable.class);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: six platform keys in turn verify each their own and no other's")
  void manyKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    V3Notifications notifications = new V3Notifications();
    var pairs = java.util.stream.Stream.generate(generator::generateKeyPair).limit(6).toList();
    MadeUp.Delivery it = new MadeUp(3).delivery();
    for (int i = 0; i < 60; i++) {
      var signing = pairs.get(i % 6);
      var held = pairs.get(i * 5 / 6 % 6);
      V3Headers headers =
          V3Signer.of(signing.getPrivate(), "S").headers(it.body(), MadeUp.NOW, "n" + i, null);
      V3Keys ring = Sample.ring(Map.of("S", held.getPublic()), MadeUp.API_V3_KEY);
      assertThat(verified(notifications.read(headers, it.body(), ring, MadeUp.NOW)))
          .isEqualTo(signing == held);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: a key that is not RSA in our own ring is our error, said loudly")
  void notRsa() throws Exception {
    V3Keys ring =
        Sample.ring(
            Map.of(MadeUp.SERIAL, KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic()),
            MadeUp.API_V3_KEY);
    MadeUp.Delivery it = new MadeUp(1).delivery();
    assertThatThrownBy(() -> new V3Notifications().read(it.headers(), it.body(), ring, MadeUp.NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RSA");
  }

  private static V3Result read(V3Headers headers) {
    return new V3Notifications().read(headers, new byte[] {'{', '}'}, MadeUp.KEYS, MadeUp.NOW);
  }

  private static V3Result.Refusal refusal(V3Result result) {
    assertThat(result).isInstanceOf(V3Result.Refused.class);
    return ((V3Result.Refused) result).refusal();
  }

  /** Whether the signature was believed, whatever came after. */
  static boolean verified(V3Result result) {
    return result.match(
        it -> true,
        it -> true,
        it -> true,
        it -> true,
        it -> true,
        it -> true,
        it -> false,
        it -> false,
        it -> it.refusal() == V3Result.Refusal.STALE);
  }

  private static V3Headers with(V3Headers it, String timestamp, String nonce, String signature) {
    return new V3Headers(
        timestamp, nonce, signature, it.serial(), it.signatureType(), it.requestId());
  }

  private static String flip(String text, int at, char bit) {
    char[] chars = text.toCharArray();
    chars[at] ^= bit;
    return new String(chars);
  }

  private static V3Headers changed(V3Headers it, Random random) {
    String[] values = {it.timestamp(), it.nonce(), it.signature(), it.serial(), it.signatureType()};
    int which = random.nextInt(values.length);
    values[which] = changed(values[which], random);
    return new V3Headers(values[0], values[1], values[2], values[3], values[4], it.requestId());
  }

  private static String changed(String value, Random random) {
    if (value == null || random.nextInt(10) == 0) {
      return random.nextBoolean() ? null : "";
    }
    int at = random.nextInt(value.length());
    return switch (random.nextInt(4)) {
      case 0 -> flip(value, at, (char) (1 << random.nextInt(8)));
      case 1 -> value.substring(0, at) + SPICE[random.nextInt(SPICE.length)] + value.substring(at);
      case 2 -> value.substring(0, at);
      default -> value + SPICE[random.nextInt(SPICE.length)];
    };
  }

  private static byte[] changed(byte[] body, Random random) {
    int at = random.nextInt(body.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] copy = body.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> {
        byte[] copy = Arrays.copyOf(body, body.length + 1);
        System.arraycopy(body, at, copy, at + 1, body.length - at);
        yield copy;
      }
      default -> Arrays.copyOf(body, body.length + 1 + random.nextInt(3));
    };
  }
}
