package io.github.paybell.spring.test;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The test would run on a database that others may need; nothing was written to it. */
final class ForeignDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String description;
  private final String action;

  /**
   * @param description one sentence: what is wrong
   * @param action what to do
   */
  ForeignDatabaseException(String description, String action, @Nullable SQLException cause) {
    super(description + " " + action, cause);
    this.description = description;
    this.action = action;
  }

  String description() {
    return description;
  }

  String action() {
    return action;
  }
}
