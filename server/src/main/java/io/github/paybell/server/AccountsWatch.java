package io.github.paybell.server;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.InvalidAccountsException;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the accounts of the configuration file again when the file changes. */
final class AccountsWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccountsWatch.class);

  /** A key is changed by a person; a look at one file every two seconds costs nothing. */
  private static final long PERIOD_SECONDS = 2;

  /** Takes the accounts over, all or none. */
  interface Configure {
    void with(List<AccountSettings> accounts) throws SQLException;
  }

  private final SettingsSource source;
  private final Path file;
  private final Configure configure;
  private final ScheduledExecutorService timer;
  private byte @Nullable [] content;

  private AccountsWatch(SettingsSource source, Path file, Configure configure) {
    this.source = source;
    this.file = file;
    this.configure = configure;
    this.content = content();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "paybell-accounts-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Watches a file until closed. */
  static AccountsWatch start(SettingsSource source, Path file, Configure configure) {
    var watch = new AccountsWatch(source, file, configure);
    watch.timer.scheduleWithFixedDelay(
        watch::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** One look: what cannot be used is logged, and what was in force stays in force. */
  synchronized void look() {
    var now = content();
    // A file that is being replaced may be gone for a moment.
    if (now == null || Arrays.equals(now, content)) {
      return;
    }
    content = now;
    try {
      var accounts = source.read().accounts();
      configure.with(accounts);
      log.info(
          "accounts read again from {}: {}; other settings take effect at the next start",
          file,
          accounts.stream().map(AccountSettings::name).toList());
    } catch (SettingsException | InvalidAccountsException e) {
      log.error(
          "{} was changed and cannot be used, the accounts stay as they were: {}",
          file,
          e.getMessage());
    } catch (SQLException | RuntimeException e) {
      // Not marked as seen: the store may be back at the next look.
      content = null;
      log.error("the accounts of {} could not be taken over, trying again", file, e);
    }
  }

  private byte @Nullable [] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
