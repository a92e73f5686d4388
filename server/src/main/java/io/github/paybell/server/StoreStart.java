package io.github.paybell.server;

import io.github.paybell.engine.inbox.BusyReceiver;
import io.github.paybell.engine.store.KnownStore;
import io.github.paybell.engine.store.Store;
import io.github.paybell.server.notify.NotifyOptions;
import io.github.paybell.server.notify.NotifyServer;
import io.github.paybell.server.settings.PaybellSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens the store. While only another database can be reached than the one that was used before, it
 * waits for that one and answers every notification as busy.
 */
record StoreStart(PaybellSettings settings, DataDirectory directory, NotifyOptions notifyOptions) {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final String REMEDY =
      "If it is to be used from now on, stop Paybell and start it once with: paybell serve"
          + " --accept-store %s";

  Store open() {
    var options = settings.store().options(directory.path());
    if (settings.store().url() == null) {
      return Store.open(options, directory.guard());
    }
    // A database server keeps what it committed, whatever becomes of the folder.
    var known = known();
    @Nullable NotifyServer busy = null;
    try {
      while (true) {
        try {
          return Store.open(options, known);
        } catch (RuntimeException e) {
          if (!known.refusedOne()) {
            throw e;
          }
          if (busy == null) {
            busy = NotifyServer.open(notifyOptions, new BusyReceiver(), () -> false);
          }
          LockSupport.parkNanos(PERIOD_NANOS);
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
        }
      }
    } finally {
      if (busy != null) {
        busy.close();
      }
    }
  }

  private KnownStore known() {
    try {
      return KnownStore.in(directory.path(), settings.store().accept(), REMEDY, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new StartException(
          "cannot read store-identity in " + directory.path() + " (" + e + ")", e);
    }
  }
}
