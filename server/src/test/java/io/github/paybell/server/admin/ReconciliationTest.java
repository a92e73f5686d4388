package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.bill.BillDay;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GET and POST /accounts/{account}/reconciliations/{date}. */
class ReconciliationTest {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  @TempDir Path folder;

  @Test
  @DisplayName("A day is asked for, run, and shown with its report; before that it is 404")
  void day() {
    try (var wechat = LiveShop.simulator();
        var shop = LiveShop.start(folder, wechat)) {
      var day = LocalDate.now(BEIJING).minusDays(5);
      var path = "/accounts/v3/reconciliations/" + day;

      assertThat(shop.call("GET", path, "").type()).isEqualTo("unknown-reconciliation");
      var requested = shop.call("POST", path, "");
      assertThat(requested.status()).as(requested.toString()).isEqualTo(202);
      assertThat(requested.text("bill_date")).isEqualTo(day.toString());
      assertThat(requested.text("state")).isEqualTo("due");
      assertThat(shop.call("POST", path, "").status()).isEqualTo(202);

      shop.engine().reconciliation().run(new BillDay("v3", day));

      var report = shop.call("GET", path, "");
      assertThat(report.status()).as(report.toString()).isEqualTo(200);
      assertThat(report.text("state")).isIn("empty", "done", "running");
      assertThat(report.body().get("differences").isEmpty()).isTrue();
      assertThat(report.body().get("next").isNull()).isTrue();
    }
  }

  @Test
  @DisplayName("A day that is none, or not over, is 400; an unknown account 404")
  void invalid() {
    try (var wechat = LiveShop.simulator();
        var shop = LiveShop.start(folder, wechat)) {
      var today = LocalDate.now(BEIJING);
      for (var day : new String[] {"yesterday", "2026-1-5", "20260105", today.toString()}) {
        var answer = shop.call("POST", "/accounts/v3/reconciliations/" + day, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("invalid-request");
      }
      assertThat(
              shop.call("GET", "/accounts/v3/reconciliations/2026-01-05?cursor=x", "")
                  .text("detail"))
          .contains("cursor");
      assertThat(shop.call("GET", "/accounts/nobody/reconciliations/2026-01-05", "").type())
          .isEqualTo("unknown-account");
    }
  }
}
