package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The data directory, or a file of the store in it, goes away under a running server. */
class LostFolderTest {
  private static final int SENDERS = 4;

  /** How many are to be acknowledged before, and sent after. */
  private static final int NOTIFICATIONS = 60;

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** What becomes of the folder. */
  enum Loss {
    REMOVED("removed", 2) {
      @Override
      void happen(Path data) throws IOException {
        remove(data);
      }
    },
    REPLACED_BY_AN_EMPTY_FOLDER("removed", 2) {
      @Override
      void happen(Path data) throws IOException {
        Files.move(data, aside(data));
        Files.createDirectory(data);
      }
    },
    REPLACED_BY_A_COPY("removed|replaced", 2) {
      @Override
      void happen(Path data) throws IOException {
        Files.move(data, aside(data));
        try (var files = Files.list(aside(data))) {
          Files.createDirectory(data);
          for (var file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(file, data.resolve(file.getFileName()));
          }
        }
      }
    },
    LOG_REMOVED("removed", 1) {
      @Override
      void happen(Path data) throws IOException {
        Files.delete(data.resolve("paybell.sqlite-wal"));
      }
    },
    LOCK_REMOVED("removed", 1) {
      @Override
      void happen(Path data) throws IOException {
        Files.delete(data.resolve("paybell.lock"));
      }
    };

    final String said;

    // The lock may be missed a moment after the database was, or the other way round.
    final int lines;

    Loss(String said, int lines) {
      this.said = said;
      this.lines = lines;
    }

    abstract void happen(Path data) throws IOException;

    private static Path aside(Path data) {
      return data.resolveSibling("aside");
    }

    private static void remove(Path folder) throws IOException {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private record Sent(boolean after, boolean acknowledged) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "NO_LOST_ACK: what is sent after the data directory was removed or replaced is answered as"
          + " busy; the server is not ready and says so once")
  void lost(Loss loss) throws Exception {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger("io.github.paybell.engine.store.CommitCheck");
    try (var server = RunningServer.start(folder, Platform.yaml(folder))) {
      // A start sets the log up anew.
      logger.addAppender(log);
      var lost = new AtomicBoolean();
      var sent = underLoad(server, () -> loss.happen(folder.resolve("data")), lost);

      assertThat(sent).filteredOn(Sent::after).hasSizeGreaterThanOrEqualTo(NOTIFICATIONS);
      assertThat(sent).filteredOn(Sent::acknowledged).filteredOn(Sent::after).isEmpty();
      awaitNotReady(server);
      assertThat(server.admin("GET", "/actuator/health/liveness", "").statusCode()).isEqualTo(200);
      assertThat(log.list)
          .filteredOn(line -> line.getLevel() == Level.ERROR)
          .extracting(ILoggingEvent::getFormattedMessage)
          .hasSizeBetween(1, loss.lines)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .containsPattern(loss.said)
                      .contains("nothing is acknowledged", "start it again"));
    } finally {
      logger.detachAppender(log);
    }
  }

  /** The store is looked at every 2 s, and by each commit that fails. */
  private static void awaitNotReady(RunningServer server) {
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (server.admin("GET", "/actuator/health/readiness", "").statusCode() != 503) {
      assertThat(System.nanoTime()).as("not ready in time").isLessThan(patience);
    }
  }

  private interface Happening {
    void happen() throws IOException;
  }

  /** Senders send; in the middle it happens. */
  private static List<Sent> underLoad(RunningServer server, Happening happening, AtomicBoolean lost)
      throws Exception {
    var acknowledged = new AtomicInteger();
    var after = new AtomicInteger();
    var threads = Executors.newFixedThreadPool(SENDERS);
    var senders = new ArrayList<Future<List<Sent>>>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(
          threads.submit(
              () -> {
                var sent = new ArrayList<Sent>();
                try (var sender = new Sender(server.notifyUri().getPort())) {
                  while (after.get() < NOTIFICATIONS) {
                    boolean late = lost.get();
                    int n = COUNT.incrementAndGet();
                    var answer =
                        sender.post(
                            Platform.V2,
                            Platform.v2Paid(
                                "LOST%08d".formatted(n), "42000090012026%014d".formatted(n), 1));
                    boolean taken = answer.text().contains("SUCCESS");
                    sent.add(new Sent(late, taken));
                    (late ? after : acknowledged).addAndGet(late || taken ? 1 : 0);
                  }
                }
                return sent;
              }));
    }
    while (acknowledged.get() < NOTIFICATIONS && senders.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
    happening.happen();
    lost.set(true);
    var all = new ArrayList<Sent>();
    for (var sender : senders) {
      all.addAll(sender.get(2, TimeUnit.MINUTES));
    }
    threads.shutdown();
    return all;
  }
}
