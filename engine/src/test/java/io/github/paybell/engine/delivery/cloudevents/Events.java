package io.github.paybell.engine.delivery.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.json.JsonMapper;

/** Events as the ledger notes them, for tests. */
public final class Events {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Events() {}

  /** The version-th event of an order. */
  public static Event of(String outTradeNo, long version) {
    return new Event(
        new UUID(
            0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | version << 16 | outTradeNo.length()),
        EventType.PAYMENT_SUCCEEDED,
        "shop",
        outTradeNo,
        version,
        Instant.parse("2026-01-05T01:30:12.250Z"),
        data(outTradeNo, "手冲咖啡 ☕ \"no. " + version + "\""));
  }

  /** About an account as a whole: no order, no version. */
  public static Event ofAccount(String account) {
    return new Event(
        new UUID(1, 2),
        EventType.PROBLEM_OPENED,
        account,
        null,
        null,
        Instant.parse("2026-01-05T01:30:00Z"),
        data(account, "-"));
  }

  /** All that the ledger may note: any text in the data, any time, with and without an order. */
  public static Arbitrary<Event> any() {
    var account = Arbitraries.strings().withChars("abcxyz019-").ofMinLength(1).ofMaxLength(32);
    var subject =
        Arbitraries.strings()
            .withChars("abcXYZ019_-|*@")
            .ofMinLength(1)
            .ofMaxLength(32)
            .injectNull(0.2);
    // CloudEvents' Integer is 32 bits wide
    var version = Arbitraries.longs().between(1, Integer.MAX_VALUE).injectNull(0.2);
    var time =
        Arbitraries.longs()
            .between(0, 4_000_000_000_000_000L)
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    // text as a store gives it back: no halves of surrogate pairs
    var text =
        Arbitraries.strings().all().ofMaxLength(64).map(t -> new String(t.getBytes(UTF_8), UTF_8));
    return Combinators.combine(
            Arbitraries.create(UUID::randomUUID),
            Arbitraries.of(EventType.class),
            account,
            subject,
            version,
            time,
            text)
        .as((id, type, a, s, v, t, attach) -> new Event(id, type, a, s, v, t, data(a, attach)));
  }

  private static String data(String account, String attach) {
    var data = JSON.createObjectNode();
    data.put("account", account);
    data.putObject("amount").put("total", 1800).put("currency", "CNY");
    data.put("late", false);
    data.put("attach", attach);
    return JSON.writeValueAsString(data);
  }
}
