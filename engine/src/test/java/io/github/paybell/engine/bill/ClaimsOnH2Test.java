package io.github.paybell.engine.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.H2Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which runner has a day's bill, on the H2 of a shop's own tests. */
class ClaimsOnH2Test {
  @Test
  @DisplayName("HEALED: a day is noted once on H2 and run by one, until its lease ends")
  void claims() throws Exception {
    var now = Instant.parse("2026-01-06T02:30:00Z");
    var day = new BillDay("shop", LocalDate.of(2026, 1, 5));
    try (var database = new H2Database();
        var store = database.store()) {
      var claims = new DayClaims(store);
      for (int i = 0; i < 2; i++) {
        store.write(
            connection -> {
              claims.note(connection, List.of(day), now);
              return 0;
            });
      }
      assertThat(database.texts("select bill_date from paybell_reconciliation"))
          .containsExactly("2026-01-05");

      var due = store.read(connection -> claims.due(connection, now, 10));
      assertThat(due).containsExactly(day);
      var mine = store.write(connection -> claims.claim(connection, day, now)).orElseThrow();
      var second = store.write(connection -> claims.claim(connection, day, now));
      assertThat(second).isEmpty();
      boolean held = store.write(connection -> claims.renew(connection, mine, now));
      assertThat(held).isTrue();

      var later = now.plus(Duration.ofDays(1));
      var next = store.write(connection -> claims.claim(connection, day, later)).orElseThrow();
      assertThat(next.tries()).isEqualTo(2);
      boolean stillHeld = store.write(connection -> claims.renew(connection, mine, later));
      assertThat(stillHeld).isFalse();
    }
  }
}
