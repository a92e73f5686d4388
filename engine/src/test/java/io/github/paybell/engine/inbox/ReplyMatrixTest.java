package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.store.TestStores;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What refused notifications are answered, and that nothing of them is kept as a notification. */
class ReplyMatrixTest {
  private static TestEngine shop;

  @BeforeAll
  static void open() {
    shop = TestEngine.on(TestStores.SQLITE.create(), TestPlatform.accounts(), Clock.systemUTC());
    shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  static Stream<Arguments> refusals() {
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
    var fields = TestPlatform.v2Fields("ORDER-1", "T1", 100);
    var v2 = new String(TestPlatform.v2(fields).body(), UTF_8);
    return Stream.of(
        arguments("one byte more", with(paid, new String(paid.body(), UTF_8) + "\n"), 401),
        arguments("no signature", with(paid, "Wechatpay-Signature", null), 401),
        arguments("no timestamp", with(paid, "Wechatpay-Timestamp", null), 401),
        arguments("stale", with(paid, "Wechatpay-Timestamp", "1767226201"), 401),
        arguments("unknown serial", with(paid, "Wechatpay-Serial", "PUB_KEY_ID_9"), 503),
        arguments(
            "probe",
            with(paid, "Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + "A".repeat(64)),
            401),
        arguments("v2 of another amount", with(v2.replace("<total_fee>100", "<total_fee>1")), 200),
        arguments("v2 without sign", with(v2.replaceAll("<sign>.*</sign>\n", "")), 200),
        arguments("v2 with a DOCTYPE", with("<!DOCTYPE xml>" + v2), 200),
        arguments("v2 repeated element", with(v2.replace("</xml>", "<appid>a</appid></xml>")), 200),
        arguments("v2 cut", with(v2.substring(0, 100)), 200),
        arguments("empty", with(""), 401));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("refusals")
  @DisplayName("FORGERY_INERT: what is not proved is refused in the matrix' words and not kept")
  void refused(String what, Sent sent, int status) {
    var reply = sent.to(shop);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(new String(reply.body(), UTF_8)).contains("FAIL").doesNotContain("SUCCESS");
    assertThat(shop.engine().notifications().list(null, null, null, null, 10).items()).isEmpty();
    assertThat(shop.engine().orders().find("shop", "ORDER-1").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  @DisplayName("FORGERY_INERT: an unknown token is told nothing")
  void unknownToken() {
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);

    var reply = new Sent("nobody", paid.headers(), paid.body()).to(shop);

    assertThat(reply).isEqualTo(new Reply(404, null, new byte[0]));
  }

  private static Sent with(String v2Body) {
    return new Sent(TestPlatform.SHOP_TOKEN, Map.of(), v2Body.getBytes(UTF_8));
  }

  private static Sent with(Sent sent, String body) {
    return new Sent(sent.token(), sent.headers(), body.getBytes(UTF_8));
  }

  private static Sent with(Sent sent, String header, @Nullable String value) {
    var headers = new HashMap<>(sent.headers());
    headers.remove(header);
    if (value != null) {
      headers.put(header, value);
    }
    return new Sent(sent.token(), headers, sent.body());
  }
}
