package io.github.paybell.engine.store;

import java.util.regex.Pattern;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of each statement that changes the schema that it begins, and how long the one before took.
 */
final class SchemaProgress implements Callback {
  private static final Logger log = LoggerFactory.getLogger(SchemaProgress.class);

  // "alter table paybell_order", "create index x on paybell_order"
  private static final Pattern WHAT = Pattern.compile("\\s*((?:[\\w$]+\\s+){1,7}[\\w$]+)");

  private final long begun = System.nanoTime();

  @Override
  public String getCallbackName() {
    return "paybell-progress";
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    log.info("schema, after {}: {} …", elapsed(), what(context.getStatement().getSql()));
  }

  void done() {
    log.info("the schema is up to date, after {}", elapsed());
  }

  private String elapsed() {
    return (System.nanoTime() - begun) / 1_000_000_000 + " s";
  }

  private static String what(String statement) {
    var matcher = WHAT.matcher(statement.replaceAll("(?m)--.*$", " "));
    return matcher.lookingAt() ? matcher.group(1).replaceAll("\\s+", " ") : "a statement";
  }
}
