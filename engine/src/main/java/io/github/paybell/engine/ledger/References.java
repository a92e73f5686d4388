package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The shop's own orders: several attempts may share one; ONE_EFFECT rests on their rows. */
final class References {
  private References() {}

  /**
   * @param paidBy the first attempt that took money
   * @param fulfilledBy the attempt whose {@code payment.succeeded} was told; at most one ever
   */
  record Row(
      String account, String reference, @Nullable String paidBy, @Nullable String fulfilledBy) {
    static Row of(Result row) throws SQLException {
      return new Row(
          row.mustText("account"),
          row.mustText("reference"),
          row.text("paid_by"),
          row.text("fulfilled_by"));
    }

    String key() {
      return References.key(account, reference);
    }

    /** This attempt took money; and was told to be fulfilled, or not. */
    Row after(String attempt, boolean fulfilled) {
      return new Row(
          account, reference, paidBy == null ? attempt : paidBy, fulfilled ? attempt : fulfilledBy);
    }

    void write(Rows rows) {
      rows.set("account", account)
          .set("reference", reference)
          .set("paid_by", paidBy)
          .set("fulfilled_by", fulfilledBy);
    }
  }

  static String key(String account, String reference) {
    return account + ' ' + reference;
  }
}
