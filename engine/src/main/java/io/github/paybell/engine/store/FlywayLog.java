package io.github.paybell.engine.store;

import java.util.List;
import org.flywaydb.core.api.logging.Log;
import org.slf4j.Logger;

/**
 * What Flyway says, in the log of the process, but for its advice to upgrade it: Paybell is tested
 * on newer databases than the Flyway knows that comes with it or with the shop's Spring Boot.
 */
record FlywayLog(Logger log) implements Log {
  // "Flyway upgrade recommended: MySQL 8.4 is newer than this version of Flyway …" of Flyway 11,
  // "Using MySQL 9.7 which is newer than the version Flyway has been verified with." of Flyway 12.
  private static final List<String> ADVICE =
      List.of("Flyway upgrade recommended", "which is newer than the version Flyway");

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(String message) {
    log.debug(message);
  }

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String message) {
    if (ADVICE.stream().anyMatch(message::contains)) {
      log.debug(message);
    } else {
      log.warn(message);
    }
  }

  @Override
  public void error(String message) {
    log.error(message);
  }

  @Override
  public void error(String message, Exception e) {
    log.error(message, e);
  }

  @Override
  public void notice(String message) {
    log.info(message);
  }
}
