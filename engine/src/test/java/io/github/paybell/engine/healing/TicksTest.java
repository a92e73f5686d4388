package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TicksTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Ticks.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  private static Ticks ticks(Store store, Ticks.Work work) {
    return new Ticks(work, new Timers(store, List.of(), Clock.systemUTC()));
  }

  @Test
  @DisplayName("A store that goes away is told once, and once when it is back; the ticks go on")
  void toldOnce() {
    var away = new AtomicBoolean(true);
    var ticked = new AtomicInteger();
    try (var store = Store.open(TestStores.SQLITE.create());
        var ticks =
            ticks(
                store,
                () -> {
                  ticked.incrementAndGet();
                  if (away.get()) {
                    throw new SQLTransientConnectionException("no connection");
                  }
                })) {
      for (int i = 0; i < 5; i++) {
        ticks.tick();
      }
      assertThat(lines.list)
          .singleElement()
          .satisfies(line -> assertThat(line.getFormattedMessage()).contains("no connection"));
      away.set(false);
      for (int i = 0; i < 5; i++) {
        ticks.tick();
      }
      assertThat(lines.list).hasSize(2);
      assertThat(ticked).hasValue(10);
      away.set(true);
      ticks.tick();
      assertThat(lines.list).hasSize(3);
    }
  }

  @Test
  @DisplayName("Ticks begin at once, come again by themselves, and end with the closing")
  void comeAgain() throws InterruptedException, SQLException {
    var three = new CountDownLatch(3);
    try (var store = Store.open(TestStores.SQLITE.create())) {
      var ticks = ticks(store, three::countDown);
      ticks.start();
      assertThat(three.await(60, TimeUnit.SECONDS)).isTrue();
      ticks.close();
      ticks.close();
    }
  }
}
