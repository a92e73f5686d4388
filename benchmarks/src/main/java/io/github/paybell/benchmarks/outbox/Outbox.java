package io.github.paybell.benchmarks.outbox;

import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** One way from a row to a handler that does nothing. */
interface Outbox extends AutoCloseable {
  /** As long as the data of a payment. */
  String PAYLOAD =
      "{\"account\":\"shop\",\"out_trade_no\":\"ORDER0000000001\",\"transaction_id\":\"4200009001202601050000000001\","
          + "\"trade_state\":\"SUCCESS\",\"amount\":{\"total\":8800,\"currency\":\"CNY\"},\"payer_total\":8800,"
          + "\"success_time\":\"2026-01-05T09:30:12+08:00\",\"reference\":\"cart-77\",\"late\":false,\"duplicate\":false}";

  String title();

  /** Its own database. */
  DataSource source();

  /**
   * Commits so many rows; nothing is handled before {@link #open}.
   *
   * @param handled counted down by the handler, once for each row
   */
  void fill(int rows, CountDownLatch handled) throws Exception;

  /** Lets handling begin; returns without waiting. */
  void open() throws Exception;

  /** A query for the number of rows that are not settled. */
  String unsettled();

  @Override
  void close() throws Exception;
}
