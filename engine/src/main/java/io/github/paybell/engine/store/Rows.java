package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The values of one execution of a {@link Sql}: one row, or many that go in one execution. Not
 * thread-safe, used once.
 *
 * <p>A parameter that the statement of this dialect does not name is passed over, so that a caller
 * may offer more than a dialect needs.
 */
public final class Rows {
  // What the transaction has locked itself holds others up meanwhile, who may be the ones it waits
  // for.
  private static final long ASKING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final SqlText sql;
  private final boolean json;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private final JsonRows jsonRows = new JsonRows();
  private @Nullable Object[] row = new @Nullable Object[0];

  Rows(SqlText sql) {
    this.sql = sql;
    this.json = sql.jsonColumn >= 0;
  }

  /** Begins the next row. */
  public Rows add() {
    row = new @Nullable Object[sql.columns.size()];
    rows.add(row);
    jsonRows.add();
    return this;
  }

  /** Sets a value in the current row (begins the first one if need be). */
  public Rows set(String name, @Nullable Object value) {
    if (rows.isEmpty()) {
      add();
    }
    var column = sql.columns.get(name);
    var jdbc = value == null ? null : sql.dialect.toJdbc(value);
    if (column != null) {
      row[column] = jdbc;
    } else if (json) {
      jsonRows.set(name, jdbc);
    }
    return this;
  }

  /** Sets a value that restricts a query: null lets all through, which {@code :any_name} says. */
  public Rows filter(String name, @Nullable Object value) {
    return set("any_" + name, value == null ? 1 : 0).set(name, value);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public int size() {
    return rows.size();
  }

  /**
   * Runs an insert, update or delete; nothing is sent when there are no rows.
   *
   * @return rows changed, all batches together
   */
  public int execute(Connection connection) throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    try (var statement = connection.prepareStatement(sql.text)) {
      if (isOneExecution()) {
        bind(connection, statement, rows.get(0));
        return statement.executeUpdate();
      }
      for (var each : rows) {
        bind(connection, statement, each);
        statement.addBatch();
      }
      int changed = 0;
      for (int count : statement.executeBatch()) {
        // SUCCESS_NO_INFO: the driver ran it in bulk and does not say
        changed += count >= 0 ? count : 1;
      }
      return changed;
    }
  }

  /** Makes one value out of the current row of a result. */
  public interface Mapper<T> {
    T map(Result result) throws SQLException;
  }

  /** Runs a query. */
  public <T> List<T> query(Connection connection, Mapper<T> mapper) throws SQLException {
    if (rows.isEmpty()) {
      if (sql.setBased) {
        return List.of();
      }
      add();
    }
    try (var statement = connection.prepareStatement(sql.text)) {
      bind(connection, statement, rows.get(0));
      try (ResultSet results = statement.executeQuery()) {
        var result = new Result(results, sql.dialect);
        var list = new ArrayList<T>();
        while (results.next()) {
          list.add(mapper.map(result));
        }
        return list;
      }
    }
  }

  /**
   * Runs a query that locks the rows it gives.
   *
   * <p>PostgreSQL's transaction knows how long it may wait. InnoDB counts that in seconds and for a
   * whole session, which may be a shop's; there the statement says {@code nowait}, which fails
   * alone and not its transaction, and is asked again for a moment. After that the transaction
   * itself has to begin again, because what it has locked may be what the other one waits for.
   *
   * @param longest how long to wait for rows that another transaction has locked
   * @throws SQLException also if that was in vain, see {@link Retry#locked}
   */
  public <T> List<T> lock(Connection connection, Duration longest, Mapper<T> mapper)
      throws SQLException {
    long begun = System.nanoTime();
    long patience = Math.min(longest.toNanos(), ASKING_NANOS);
    for (int attempt = 1; ; attempt++) {
      try {
        return query(connection, mapper);
      } catch (SQLException e) {
        if (!sql.dialect.asksForLocks()
            || !Retry.locked(e)
            || System.nanoTime() - begun >= patience) {
          throw e;
        }
        Retry.pause(attempt);
      }
    }
  }

  /** Runs a query that gives one row or none. */
  public <T> Optional<T> first(Connection connection, Mapper<T> mapper) throws SQLException {
    return query(connection, mapper).stream().findFirst();
  }

  /** Whether one execution takes all the rows. */
  boolean isOneExecution() {
    return sql.setBased || rows.size() == 1;
  }

  Dialect dialect() {
    return sql.dialect;
  }

  String text() {
    return sql.text;
  }

  /**
   * Binds all rows of one execution.
   *
   * @param before how many parameters of the statement stand before these
   * @return how many stand before what follows
   */
  int bind(Connection connection, PreparedStatement statement, int before) throws SQLException {
    return bind(connection, statement, rows.get(0), before);
  }

  private void bind(Connection connection, PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    bind(connection, statement, values, 0);
  }

  private int bind(
      Connection connection, PreparedStatement statement, @Nullable Object[] values, int before)
      throws SQLException {
    int index = before;
    for (var place : sql.places) {
      index++;
      var type = place.arrayType();
      if (type != null) {
        statement.setArray(
            index, connection.createArrayOf(type, PgColumn.of(type, rows, place.column())));
      } else if (json && place.column() == sql.jsonColumn) {
        statement.setString(index, jsonRows.toString());
      } else {
        statement.setObject(index, values[place.column()]);
      }
    }
    return index;
  }
}
