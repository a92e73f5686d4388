package io.github.paybell.engine;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.protocol.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine on a store of the caller's choice, with the samples' merchants configured. */
public final class TestEngine implements AutoCloseable {
  public static final String TOKEN = "test-token-of-the-shop";
  public static final String PROVIDER_TOKEN = "test-token-of-the-provider";
  public static final String V3_TOKEN = "test-token-of-the-v3-shop";
  public static final String PARTNER_V3_TOKEN = "test-token-of-the-v3-partner";

  /**
   * As by default, but without hurry: whether a busy machine commits within 2 s is no business of a
   * test about something else.
   */
  public static final InboxOptions UNHURRIED =
      new InboxOptions(Duration.ofMinutes(2), 4096, 256, 5, 10_000);

  // One for all: several engines on one store are replicas.
  private static final String MASTER_KEY = "0f".repeat(32);

  private static final DeliveryOptions NOBODY = DeliveryOptions.of(List.of());

  private final Engine engine;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private TestEngine(
      StoreOptions store,
      List<AccountSettings> accounts,
      InboxOptions inbox,
      HealingOptions healing,
      DeliveryOptions delivery,
      WechatPay wechat,
      Clock clock) {
    try {
      engine =
          Engine.start(
              Store.open(store),
              new EngineOptions(
                  MasterKey.load(MASTER_KEY, Path.of(".")),
                  accounts,
                  inbox,
                  healing,
                  delivery,
                  RetentionOptions.defaults(),
                  null,
                  new NotifyUrls(null, true),
                  Files.createTempDirectory("paybell-work")),
              wechat,
              meters,
              clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestEngine on(StoreOptions store) {
    return on(store, accounts(), Clock.systemUTC());
  }

  public static TestEngine on(StoreOptions store, List<AccountSettings> accounts, Clock clock) {
    return on(store, accounts, HealingOptions.defaults(), new NoWechatPay(), clock);
  }

  /** An engine that calls WeChat Pay; its timers do not run. */
  public static TestEngine on(
      StoreOptions store,
      List<AccountSettings> accounts,
      HealingOptions healing,
      WechatPay wechat,
      Clock clock) {
    return new TestEngine(store, accounts, UNHURRIED, healing, NOBODY, wechat, clock);
  }

  /** An engine that tells subscribers; {@link Engine#startDelivery} is the caller's. */
  public static TestEngine on(StoreOptions store, DeliveryOptions delivery, Clock clock) {
    return on(store, accounts(), delivery, clock);
  }

  /** The same for merchants of the test's choice. */
  public static TestEngine on(
      StoreOptions store, List<AccountSettings> accounts, DeliveryOptions delivery, Clock clock) {
    return new TestEngine(
        store, accounts, UNHURRIED, HealingOptions.defaults(), delivery, new NoWechatPay(), clock);
  }

  public static TestEngine on(
      StoreOptions store, List<AccountSettings> accounts, InboxOptions inbox) {
    return new TestEngine(
        store,
        accounts,
        inbox,
        HealingOptions.defaults(),
        NOBODY,
        new NoWechatPay(),
        Clock.systemUTC());
  }

  /**
   * The merchants of the samples: of v2 the shop and the provider, of v3 the shop and the partner.
   */
  public static List<AccountSettings> accounts() {
    return List.of(
        shop("TestKeyForSimulatorOnly000000001"),
        new AccountSettings(
            "provider",
            "1999999801",
            List.of("wxtest00000provid1"),
            List.of("1999999902"),
            PROVIDER_TOKEN,
            new AccountSettings.V2(Secret.of("TestKeyForProviderOnly0000000002"), null, null, null),
            null,
            null,
            null),
        shopV3("TestOnlyApiV3Key0123456789ABCDEF"),
        new AccountSettings(
            "partner3",
            "1230000109",
            List.of(),
            List.of("1900000119"),
            PARTNER_V3_TOKEN,
            null,
            v3("TestOnlyApiV3Key0123456789ABCDEF"),
            null,
            null));
  }

  /** The v2 samples' shop with a key of the caller's choice. */
  public static AccountSettings shop(String v2Key) {
    return new AccountSettings(
        "shop",
        "1999999901",
        List.of("wxtest000000000001"),
        List.of(),
        TOKEN,
        new AccountSettings.V2(Secret.of(v2Key), null, null, null),
        null,
        null,
        null);
  }

  /** The v3 samples' shop with a key of the caller's choice. */
  public static AccountSettings shopV3(String apiV3Key) {
    return new AccountSettings(
        "shop3", "1900000109", List.of(), List.of(), V3_TOKEN, null, v3(apiV3Key), null, null);
  }

  private static AccountSettings.V3 v3(String apiV3Key) {
    return new AccountSettings.V3(
        Secret.of(apiV3Key),
        null,
        null,
        null,
        Map.of(
            "7E57C0DE0000000000000000000000000000A001",
            Samples.text("v3/keys/platform1_cert.pem"),
            "7E57C0DE0000000000000000000000000000A002",
            Samples.text("v3/keys/platform2_cert.pem"),
            "PUB_KEY_ID_01190000010920260101000000000001",
            Samples.text("v3/keys/wechatpay_pubkey_mode_public_key.pem")));
  }

  public Engine engine() {
    return engine;
  }

  public MeterRegistry meters() {
    return meters;
  }

  /** Delivers and waits for the answer. */
  public Reply deliver(byte[] body) {
    return deliver(TOKEN, Map.of(), body);
  }

  public Reply deliver(String token, Map<String, String> headers, byte[] body) {
    try {
      return deliverLater(token, headers, body).get(2, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("no answer", e);
    }
  }

  public CompletableFuture<Reply> deliverLater(
      String token, Map<String, String> headers, byte[] body) {
    var answer = new CompletableFuture<Reply>();
    engine
        .inbox()
        .receive(
            new NotifyRequest(token, name -> header(headers, name), body, "127.0.0.1"),
            reply -> {
              if (!answer.complete(reply)) {
                throw new IllegalStateException("answered twice");
              }
            });
    return answer;
  }

  private static @Nullable String header(Map<String, String> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** An order of so many fen that nothing else is said of. */
  public static NewOrder order(String outTradeNo, long total) {
    return new NewOrder(
        outTradeNo, total, "CNY", null, null, null, null, null, null, Policies.UNSET, null);
  }

  @Override
  public void close() {
    engine.close();
  }
}
