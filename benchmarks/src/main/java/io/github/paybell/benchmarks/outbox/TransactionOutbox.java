package io.github.paybell.benchmarks.outbox;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** transaction-outbox: submitted right after the commit, its usual way. */
final class TransactionOutbox implements Outbox {
  private final HikariDataSource source;
  private final Gate gate;
  private final com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager transactions;
  private final com.gruelbox.transactionoutbox.TransactionOutbox outbox;
  private final Handler handler = new Handler();

  /** What is called; the library makes a subclass of it. */
  static class Handler {
    private volatile @Nullable CountDownLatch handled;

    void handle(String payload) {
      var latch = handled;
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  TransactionOutbox(HikariDataSource source, int threads) {
    this.source = source;
    gate = new Gate(threads);
    transactions = TransactionManager.fromDataSource(source);
    outbox =
        com.gruelbox.transactionoutbox.TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> handler))
            .submitter(Submitter.withExecutor(gate))
            .build();
  }

  @Override
  public String title() {
    return "transaction-outbox";
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public void fill(int rows, CountDownLatch latch) {
    gate.shut();
    handler.handled = latch;
    transactions.inTransaction(
        () -> {
          for (int i = 0; i < rows; i++) {
            outbox.schedule(Handler.class).handle(Outbox.PAYLOAD);
          }
        });
  }

  @Override
  public void open() {
    gate.open();
  }

  @Override
  public String unsettled() {
    return "select count(*) from txno_outbox where not processed";
  }

  @Override
  public void close() {
    gate.close();
    source.close();
  }
}
