package io.github.paybell.benchmarks.outbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** db-scheduler: one-time tasks, lock-and-fetch, which its own documentation names as fastest. */
final class DbSchedulerOutbox implements Outbox {
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
        last_success timestamp with time zone, last_failure timestamp with time zone,
        consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,
        priority smallint, state text, primary key (task_name, task_instance));
      create index on scheduled_tasks (execution_time);
      create index on scheduled_tasks (last_heartbeat);
      """;

  private final HikariDataSource source;
  private final OneTimeTask<String> task;
  private final Scheduler scheduler;
  private volatile @Nullable CountDownLatch handled;

  DbSchedulerOutbox(HikariDataSource source, int threads) throws Exception {
    this.source = source;
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    task =
        Tasks.oneTime("event", String.class)
            .execute(
                (instance, context) -> {
                  var latch = handled;
                  if (latch != null) {
                    latch.countDown();
                  }
                });
    scheduler =
        Scheduler.create(source, task)
            .threads(threads)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofMillis(200))
            .jdbcCustomization(new PostgreSqlJdbcCustomization(true, true))
            .build();
    scheduler.start();
    scheduler.pause();
  }

  @Override
  public String title() {
    return "db-scheduler, one-time tasks";
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public void fill(int rows, CountDownLatch latch) {
    scheduler.pause();
    handled = latch;
    var tasks = new ArrayList<TaskInstance<?>>();
    for (int i = 0; i < rows; i++) {
      tasks.add(task.instance(UUID.randomUUID().toString(), Outbox.PAYLOAD));
    }
    scheduler.scheduleBatch(tasks, Instant.now());
  }

  @Override
  public void open() {
    scheduler.resume();
    scheduler.triggerCheckForDueExecutions();
  }

  @Override
  public String unsettled() {
    return "select count(*) from scheduled_tasks";
  }

  @Override
  public void close() {
    scheduler.stop();
    source.close();
  }
}
