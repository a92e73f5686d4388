package io.github.paybell.engine.inbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is said on logger {@code paybell.notification} until it is closed. */
final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger(NotificationLine.LOGGER);
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  Heard() {
    start();
    logger.setLevel(Level.INFO);
    logger.addAppender(this);
    logger.setAdditive(false);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  List<String> lines() {
    return lines(Level.INFO, Level.WARN);
  }

  List<String> lines(Level... levels) {
    return events.stream()
        .filter(event -> List.of(levels).contains(event.getLevel()))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
