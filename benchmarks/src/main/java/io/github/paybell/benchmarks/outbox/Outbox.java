package io.github.paybell.benchmarks.outbox;

import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** One way from a row to a handler that does nothing. */
interface Outbox extends AutoCloseable {
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
