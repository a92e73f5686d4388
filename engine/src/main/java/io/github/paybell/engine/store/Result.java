package io.github.paybell.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a query, read in the types that the rooms speak. */
public final class Result {
  private final ResultSet rows;
  private final Dialect dialect;

  Result(ResultSet rows, Dialect dialect) {
    this.rows = rows;
    this.dialect = dialect;
  }

  public @Nullable String text(String column) throws SQLException {
    return rows.getString(column);
  }

  /** A text column that the schema says is never null. */
  public String mustText(String column) throws SQLException {
    return Objects.requireNonNull(rows.getString(column), column);
  }

  public long number(String column) throws SQLException {
    return rows.getLong(column);
  }

  public @Nullable Long numberOrNull(String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  public boolean flag(String column) throws SQLException {
    return rows.getBoolean(column);
  }

  public byte[] bytes(String column) throws SQLException {
    return Objects.requireNonNull(rows.getBytes(column), column);
  }

  public @Nullable Instant instant(String column) throws SQLException {
    return dialect.instant(rows, column);
  }

  public Instant mustInstant(String column) throws SQLException {
    return Objects.requireNonNull(dialect.instant(rows, column), column);
  }

  public @Nullable UUID uuid(String column) throws SQLException {
    var value = rows.getString(column);
    return value == null ? null : UUID.fromString(value);
  }

  public UUID mustUuid(String column) throws SQLException {
    return Objects.requireNonNull(uuid(column), column);
  }
}
