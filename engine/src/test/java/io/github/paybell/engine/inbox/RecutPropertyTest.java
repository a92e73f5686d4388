package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.v2.Cuts;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Random messages and random other cuts of what was signed. More tries: {@code
 * -Djqwik.tries.default=100000}.
 */
class RecutPropertyTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final String[] NAMES = {
    "appid",
    "attach",
    "bank_type",
    "cash_fee",
    "coupon_fee_0",
    "device_info",
    "e",
    "err_code",
    "fee_type",
    "mch_id",
    "openid",
    "out_trade_no",
    "promotion_detail",
    "req_info",
    "result_code",
    "return_code",
    "return_msg",
    "sub_mch_id",
    "time_end",
    "total_fee",
    "tp",
    "trade_state",
    "trade_type",
    "transaction_id",
    "unknown",
    "x",
    "zz"
  };
  private static final String[] VALUES = {
    "1", "888800", "SUCCESS", "FAIL", "USD", "CNY", "TARGT6", "T-OTHER", "20260105093012", "a b", ""
  };
  private static final String[] TEXTS = {"门店", "a=1", "&", "=", "&b=2", "WEB", "{}", "&&x"};

  private static Account shop;
  private static V2Reading reading;

  @BeforeContainer
  static void open() throws SQLException {
    reading = new V2Reading();
    try (var store = Store.open(TestStores.SQLITE.create())) {
      var accounts =
          Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), Clock.systemUTC());
      accounts.configure(TestPlatform.accounts());
      shop = Objects.requireNonNull(accounts.byName("shop"));
    }
  }

  /** What an order is paid by. */
  private record Facts(
      @Nullable String mchid,
      @Nullable String appid,
      @Nullable String subMchid,
      String outTradeNo,
      @Nullable String transactionId,
      String state,
      @Nullable Long total,
      @Nullable String currency) {
    static Facts of(Evidence evidence) {
      return new Facts(
          evidence.mchid(),
          evidence.appid(),
          evidence.subMchid(),
          evidence.outTradeNo(),
          evidence.transactionId(),
          evidence.tradeState().name(),
          evidence.total(),
          evidence.currency());
    }
  }

  @Property
  @Label("FORGERY_INERT: another cut of a signed message says the same, or waits for a query")
  void recut(@ForAll long seed) {
    var random = new Random(seed);
    var signed = V2Messages.signed(message(random), SignType.MD5, TestPlatform.V2_KEY);
    var signedFacts = Facts.of(read(signed).orElseThrow().evidence().get(0));

    for (int i = 0; i < 3; i++) {
      boolean everywhere = i == 0;
      var cut = Cuts.of(signed, name -> everywhere || random.nextInt(4) > 0);
      read(cut)
          .ifPresent(
              arrival ->
                  assertThat(claims(arrival))
                      .as(() -> "seed " + seed + ", signed " + signed + ", cut " + cut)
                      .allMatch(signedFacts::equals));
    }
  }

  /** What is applied without asking, and what is told. */
  private static List<Object> claims(Arrival arrival) {
    var claims = new ArrayList<Object>();
    arrival.evidence().stream().filter(Evidence::confirmed).map(Facts::of).forEach(claims::add);
    var told = arrival.other();
    if (told != null && told.confirmed()) {
      claims.add(told);
    }
    return claims;
  }

  /** Empty: it is refused, as a refund that no key opens. */
  private static Optional<Arrival> read(Map<String, String> fields) {
    return reading
        .read(shop, V2Messages.payment(fields, V2Form.captured()), NOW)
        .match(genuine -> Optional.of(genuine.arrival()), refused -> Optional.empty());
  }

  /** A payment as WeChat Pay sends it, with an attach and the like as somebody chose them. */
  private static Map<String, String> message(Random random) {
    var fields = new TreeMap<>(TestPlatform.v2Fields("MYORDER000001", "T-OWN", 100));
    if (random.nextBoolean()) {
      fields.remove("fee_type");
    } else if (random.nextBoolean()) {
      fields.put("fee_type", "USD");
    }
    if (random.nextInt(3) == 0) {
      fields.put("coupon_count", "1");
      fields.put("coupon_fee", "1");
      fields.put("coupon_fee_0", "1");
      fields.put("coupon_id_0", "C1");
    }
    if (random.nextInt(3) == 0) {
      fields.put("sub_mch_id", "1900000119");
    }
    for (var chosen : List.of("attach", "device_info", "promotion_detail")) {
      if (random.nextInt(3) > 0) {
        fields.put(chosen, value(random));
      }
    }
    return fields;
  }

  /** Text, or fields in rising order, or both. */
  private static String value(Random random) {
    var value = new StringBuilder(pick(TEXTS, random));
    var names = new String[random.nextInt(10)];
    Arrays.setAll(names, i -> pick(NAMES, random));
    if (random.nextInt(4) > 0) {
      Arrays.sort(names);
    }
    for (var name : names) {
      value.append('&').append(name).append('=').append(pick(VALUES, random));
    }
    return value.append(random.nextInt(3) == 0 ? pick(TEXTS, random) : "").toString();
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}
