package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SeldomTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(SeldomTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Seldom seldom = new Seldom(logger, nanos::get);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  @Test
  @DisplayName("BOUNDED: 700 groups that a full disk refuses are one line in ten seconds, counted")
  void counted() {
    for (int i = 0; i < 700; i++) {
      seldom.warn("full", "disk full");
    }
    seldom.warn("locked", "locked");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("disk full", "locked");

    nanos.addAndGet(Seldom.GAP.toNanos());
    seldom.warn("full", "disk full");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .last()
        .isEqualTo("disk full (699 lines like this were left out before)");
  }

  @Test
  @DisplayName("BOUNDED: kinds that a database makes up are forgotten")
  void manyKinds() {
    for (int i = 0; i < 1_000; i++) {
      seldom.warn("kind " + i, "line");
    }
    assertThat(lines.list).hasSize(1_000);
    seldom.warn("kind 999", "line");
    assertThat(lines.list).hasSize(1_000);
  }
}
