package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people read of a message that is odd: causes, reasons and details. */
class TextsForPeopleTest {
  /** Words of the program, not of the field. */
  private static final Pattern OURS =
      Pattern.compile("io\\.github|java\\.|javax\\.|Exception|No enum constant|[a-z]Error\\b");

  private static final List<String> KINDS =
      List.of("null", "1", "-1", "1.5", "\"\"", "\"FAILED\"", "\"\\u0000\"", "{}", "[]", "true");

  @Test
  @DisplayName(
      "SEEN: no member of a wrong kind makes a cause, reason or detail of the program's words")
  void members() throws SQLException {
    var store = TestStores.SQLITE.create();
    try (var shop = TestEngine.on(store, TestPlatform.accounts(), Clock.systemUTC())) {
      for (var sent : odd()) {
        sent.to(shop);
      }
    }

    var texts = texts(store);
    assertThat(texts).hasSizeGreaterThan(10);
    assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContainPattern(OURS));
  }

  private static List<TestPlatform.Sent> odd() {
    var odd = new ArrayList<TestPlatform.Sent>();
    for (var field : TestPlatform.v2Fields("ORDER-1", "T1", 100).keySet()) {
      for (var value : List.of("", " ", "x", "-1", "9".repeat(30), "FAILED")) {
        var fields = TestPlatform.v2Fields("ORDER-1", "T" + odd.size(), 100);
        fields.put(field, value);
        odd.add(TestPlatform.v2(fields));
      }
    }
    var payment = TestPlatform.v3Payment("ORDER-1", "T1", 100);
    var refund =
        """
        {"mchid":"%s","out_trade_no":"ORDER-1","transaction_id":"T1","out_refund_no":"R1",\
        "refund_id":"wxR1","refund_status":"SUCCESS","amount":{"total":100,"refund":1,"payer_total":100,"payer_refund":1}}\
        """
            .formatted(TestPlatform.MCHID);
    for (var plaintext : List.of(payment, refund)) {
      boolean ofPayment = plaintext.equals(payment);
      var members = Pattern.compile("\"([a-z_]+)\":(\"[^\"]*\"|[0-9]+)").matcher(plaintext);
      while (members.find()) {
        for (var kind : KINDS) {
          odd.add(
              TestPlatform.v3(
                  "id-" + odd.size(),
                  ofPayment ? "TRANSACTION.SUCCESS" : "REFUND.SUCCESS",
                  ofPayment ? "transaction" : "refund",
                  plaintext.substring(0, members.start(2))
                      + kind
                      + plaintext.substring(members.end(2))));
        }
      }
    }
    for (var body : List.of("{", "[]", "<", "<xml>", "<xml><a>1</a><a>2</a></xml>", "x")) {
      odd.add(TestPlatform.signed(body.getBytes(UTF_8)));
    }
    return odd;
  }

  private static List<String> texts(StoreOptions store) throws SQLException {
    return Stream.of(
            TestRows.texts(store, "select distinct cause from paybell_problem"),
            TestRows.texts(store, "select distinct reason from paybell_notification"),
            TestRows.texts(store, "select distinct detail from paybell_rejection"))
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .toList();
  }
}
