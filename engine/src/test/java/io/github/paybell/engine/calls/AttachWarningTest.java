package io.github.paybell.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.store.TestStores;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whoever registers an attach that makes its v2 notification doubtful is told so. */
class AttachWarningTest {
  @Test
  @DisplayName("FORGERY_INERT: an attach that will be doubtful is warned of once for each account")
  void once() {
    var log = (Logger) LoggerFactory.getLogger(AttachWarning.class);
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    log.addAppender(heard);
    try (var shop = TestEngine.on(TestStores.SQLITE.create())) {
      var accounts = shop.engine().accounts();
      var v2 = Objects.requireNonNull(accounts.byName("shop"));
      var provider = Objects.requireNonNull(accounts.byName("provider"));
      var warning = new AttachWarning();

      warning.look(v2, null);
      warning.look(v2, "a=1&b=2");
      assertThat(heard.list).isEmpty();
      warning.look(v2, "a=1&total_fee=2");
      warning.look(v2, "a=2&total_fee=3");
      warning.look(provider, "a=1&total_fee=2");

      assertThat(heard.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .hasSize(2)
          .allSatisfy(said -> assertThat(said).contains("attach").doesNotContain("a=1"));
    } finally {
      log.detachAppender(heard);
    }
  }
}
