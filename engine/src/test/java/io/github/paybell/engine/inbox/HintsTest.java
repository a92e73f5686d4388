package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.KeyRing;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What refused notifications are still good for. */
class HintsTest {
  private static final String V2 =
      new String(TestPlatform.v2(TestPlatform.v2Fields("ORDER-1", "T1", 100)).body(), UTF_8);

  static Stream<Arguments> refused() {
    // Made when it is needed: the platform's clock is the machine's, and a message kept in a field
    // may be stale when its turn comes.
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
    var otherKey =
        TestPlatform.v3(
            "id-2",
            "TRANSACTION.SUCCESS",
            "transaction",
            TestPlatform.v3Payment("ORDER-1", "T1", 100),
            TestPlatform.OLD_API_V3_KEY);
    var unopened = with(otherKey, "Wechatpay-Serial", "PUB_KEY_ID_9");
    var combined =
        TestPlatform.v3Combined(
            "id-3",
            List.of(
                new TestPlatform.Sub(TestPlatform.MCHID, "ORDER-2", "T2", 10),
                new TestPlatform.Sub(TestPlatform.MCHID, "ORDER-3", "T3", 20)));
    return Stream.of(
        arguments(
            "v3 another timestamp", with(paid, "Wechatpay-Timestamp", "1767226201"), "ORDER-1"),
        arguments("v3 wrong signature", with(paid, "Wechatpay-Nonce", "x".repeat(32)), "ORDER-1"),
        arguments("v3 unknown serial", with(paid, "Wechatpay-Serial", "PUB_KEY_ID_9"), "ORDER-1"),
        arguments(
            "v3 combined", with(combined, "Wechatpay-Serial", "PUB_KEY_ID_9"), "ORDER-2 ORDER-3"),
        arguments("v3 of another key", unopened, ""),
        arguments("v3 without signature", with(paid, "Wechatpay-Signature", null), ""),
        arguments(
            "v3 probe",
            with(paid, "Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + "A".repeat(64)),
            ""),
        arguments(
            "v3 forged body",
            new Sent(
                paid.token(), paid.headers(), "{\"out_trade_no\":\"ORDER-1\"}".getBytes(UTF_8)),
            ""),
        arguments(
            "v2 wrong signature", v2(V2.replace("<total_fee>100", "<total_fee>1")), "ORDER-1"),
        arguments("v2 without sign", v2(V2.replaceAll("<sign>.*</sign>\n", "")), "ORDER-1"),
        arguments(
            "v2 plain text", v2("<xml><out_trade_no>ORDER-1</out_trade_no></xml>"), "ORDER-1"),
        arguments("v2 short", v2("<xml><out_trade_no>O@1</out_trade_no></xml>"), "O@1"),
        arguments(
            "v2 too long",
            v2("<xml><out_trade_no>" + "O".repeat(33) + "</out_trade_no></xml>"),
            ""),
        arguments("v2 odd text", v2("<xml><out_trade_no>ORDER'1</out_trade_no></xml>"), ""),
        arguments("v2 genuine", v2(V2), ""),
        arguments("v3 genuine", paid, ""),
        arguments("empty", new Sent(paid.token(), paid.headers(), new byte[0]), ""));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("refused")
  @DisplayName("HEALED: a refused notification that may be true is a hint, if it names its order")
  void hint(String what, Sent sent, String orders) throws Exception {
    assertThat(String.join(" ", told(sent))).isEqualTo(orders);
  }

  @Test
  @DisplayName("HEALED: a genuine notification that our clock calls stale is a hint")
  void stale() throws Exception {
    var ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

    assertThat(told(ahead, TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100)))
        .containsExactly("ORDER-1");
  }

  @Test
  @DisplayName("FORGERY_INERT, BOUNDED: of a flood of forgeries a second's share becomes hints")
  void flood() throws Exception {
    var flood = new Sent[10_000];
    for (int i = 0; i < flood.length; i++) {
      flood[i] = v2("<xml><out_trade_no>ORDER-" + i + "</out_trade_no></xml>");
    }

    // Ten thousand may outlast a second or two; far more would be no sample.
    assertThat(told(flood)).hasSizeBetween(5, 50);
  }

  @Test
  @DisplayName("FORGERY_INERT: the same refused notification many times is few questions")
  void copies() throws Exception {
    var copies = new Sent[5];
    Arrays.fill(copies, v2("<xml><out_trade_no>ORDER-1</out_trade_no></xml>"));

    assertThat(told(copies)).hasSizeBetween(1, 2).containsOnly("ORDER-1");
  }

  @Property(tries = 300)
  @Label("FORGERY_INERT: no bytes make reading a hint fail")
  void anyBytes(@ForAll byte[] bytes) {
    var account =
        new Account(
            "shop",
            TestPlatform.MCHID,
            Set.of(),
            Set.of(),
            TestPlatform.SHOP_TOKEN,
            List.of(),
            new KeyRing(Map.of(), List.of(ApiV3Key.of(TestPlatform.API_V3_KEY))),
            null,
            null,
            null,
            null,
            false);
    for (var api : Arrival.Api.values()) {
      assertThat(HintReader.outTradeNos(account, api, bytes)).isEmpty();
    }
  }

  private static List<String> told(Sent... sent) throws Exception {
    return told(Clock.systemUTC(), sent);
  }

  private static List<String> told(Clock clock, Sent... sent) throws Exception {
    var told = new CopyOnWriteArrayList<String>();
    try (var store = Store.open(TestStores.SQLITE.create())) {
      var accounts = accounts(store);
      var ledger =
          new Ledger(
              store,
              name -> new Identity(TestPlatform.MCHID, Set.of(), Set.of(), Policies.UNSET),
              clock);
      try (var inbox =
          new Inbox(
              store,
              accounts,
              new Intake(store, accounts, ledger, clock),
              TestEngine.UNHURRIED,
              TestRejections.of(store),
              account -> {},
              (account, outTradeNo) -> {
                assertThat(account).isSameAs(accounts.byName("shop"));
                told.add(outTradeNo);
              },
              () -> {},
              new SimpleMeterRegistry(),
              clock)) {
        for (var each : sent) {
          inbox.receive(
              new NotifyRequest(
                  each.token(), name -> each.headers().get(name), each.body(), "127.0.0.1"),
              reply -> {});
        }
      }
    }
    return told;
  }

  private static Accounts accounts(Store store) throws Exception {
    var accounts =
        Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), Clock.systemUTC());
    accounts.configure(TestPlatform.accounts());
    return accounts;
  }

  private static Sent v2(String body) {
    return new Sent(TestPlatform.SHOP_TOKEN, Map.of(), body.getBytes(UTF_8));
  }

  private static Sent with(Sent sent, String header, String value) {
    var headers = new HashMap<>(sent.headers());
    headers.remove(header);
    if (value != null) {
      headers.put(header, value);
    }
    return new Sent(sent.token(), headers, sent.body());
  }
}
