package io.github.paybell.engine.healing;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What db-scheduler does not know of SQLite: times are text, and how a query is limited. */
final class SqliteCustomization extends DefaultJdbcCustomization {
  // Fixed width, so that text order is time order, as in our other tables.
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  SqliteCustomization() {
    super(true);
  }

  @Override
  public String getName() {
    return "SQLite";
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return " limit " + limit;
  }

  @Override
  public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setString(index, value == null ? null : TEXT.format(value.atOffset(ZoneOffset.UTC)));
  }

  @Override
  public @Nullable Instant getInstant(ResultSet rows, String column) throws SQLException {
    var text = rows.getString(column);
    return text == null ? null : Instant.parse(text);
  }
}
