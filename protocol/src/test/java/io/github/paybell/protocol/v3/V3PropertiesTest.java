package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class V3PropertiesTest {

  private static final V3Notifications NOTIFICATIONS = new V3Notifications();

  @Property(tries = 500)
  @Label("AMOUNT_GUARD: whatever text and amount a payment has, it is read as it was written")
  void writeThenRead(
      @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 64) String outTradeNo,
      @ForAll String attach,
      @ForAll @StringLength(max = 50) String desc,
      @ForAll @LongRange(min = 0) long total,
      @ForAll @LongRange(min = 0) long payerTotal) {
    V3Transaction it =
        new V3Transaction(
            "wx1",
            "19",
            null,
            null,
            outTradeNo,
            "42",
            "JSAPI",
            "SUCCESS",
            whole(desc),
            null,
            whole(attach),
            null,
            new V3Amount(total, "CNY", payerTotal, "CNY"),
            new V3Payer("o1", null, null),
            null,
            null,
            List.of(),
            Map.of());
    V3Result result =
        V3PlaintextTest.read("TRANSACTION.SUCCESS", "transaction", V3Plaintext.of(it));
    assertThat(((V3Result.Payment) result).transaction()).isEqualTo(it);
  }

  @Property(tries = 2000)
  @Label("FORGERY_INERT: no flipped bit of a notification verifies")
  void flippedBit(
      @ForAll @IntRange(max = 50) int seed,
      @ForAll @IntRange(max = 3) int part,
      @ForAll @IntRange(max = 1_000_000) int where) {
    MadeUp.Delivery it = new MadeUp(seed).delivery();
    V3Headers headers = it.headers();
    byte[] body = it.body();
    String[] values = {headers.timestamp(), headers.nonce(), headers.signature()};
    if (part < values.length) {
      char[] chars = values[part].toCharArray();
      chars[where / 16 % chars.length] ^= (char) (1 << where % 16);
      values[part] = new String(chars);
    } else {
      body[where / 8 % body.length] ^= (byte) (1 << where % 8);
    }
    V3Headers changed =
        new V3Headers(
            values[0], values[1], values[2], headers.serial(), headers.signatureType(), null);
    assertThat(V3ForgeryTest.verified(NOTIFICATIONS.read(changed, body, MadeUp.KEYS, MadeUp.NOW)))
        .isFalse();
  }

  /** Half a surrogate pair has no UTF-8; no sender can write it. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(whole::appendCodePoint);
    return whole.isEmpty() ? "x" : whole.toString();
  }
}
