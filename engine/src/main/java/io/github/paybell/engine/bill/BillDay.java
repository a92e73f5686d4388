package io.github.paybell.engine.bill;

import java.time.LocalDate;

/**
 * One day's bill of one account.
 *
 * @param day in Beijing, where WeChat Pay cuts its days
 */
public record BillDay(String account, LocalDate day) {
  /** Problems about this day are one: their cause is this text. */
  String cause() {
    return "the bill of " + day;
  }
}
