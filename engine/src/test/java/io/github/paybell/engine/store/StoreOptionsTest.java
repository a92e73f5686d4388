package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreOptionsTest {
  @Test
  @DisplayName("SILENT_SECRETS: user and password of a PostgreSQL URL are taken out of it")
  void takenOut() {
    var options =
        new StoreOptions(
            "jdbc:postgresql://db/paybell?user=me&ssl=true&password=a%2Bb%26c", "other", null, 10);

    assertThat(options.url()).isEqualTo("jdbc:postgresql://db/paybell?ssl=true");
    assertThat(options.username()).isEqualTo("me");
    assertThat(options.password()).isEqualTo("a+b&c");
    assertThat(new StoreOptions("jdbc:postgresql://db/p?password=x", "u", "y", 10))
        .isEqualTo(new StoreOptions("jdbc:postgresql://db/p", "u", "x", 10));
    assertThat(new StoreOptions("jdbc:postgresql://db/p", "u", "y", 10).url())
        .isEqualTo("jdbc:postgresql://db/p");
  }

  @Test
  @DisplayName(
      "SILENT_SECRETS: the driver that says all it can say does not say the URL's password")
  void driver() throws Exception {
    var said = new ArrayList<String>();
    var hearing =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            synchronized (said) {
              said.add(line.getMessage() + List.of(parameters(line)));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var logger = Logger.getLogger("org.postgresql");
    var level = logger.getLevel();
    logger.setLevel(Level.FINE);
    logger.addHandler(hearing);
    hearing.setLevel(Level.ALL);
    try {
      var plain = TestStores.POSTGRESQL.create();
      var url = plain.url() + "?user=postgres&password=password-of-the-url";
      Store.open(new StoreOptions(url, null, null, 10)).close();
    } finally {
      logger.removeHandler(hearing);
      logger.setLevel(level);
    }
    assertThat(said).as("it does say something").isNotEmpty();
    assertThat(said.toString()).doesNotContain("password-of-the-url");
  }

  private static Object[] parameters(LogRecord line) {
    return line.getParameters() == null ? new Object[0] : line.getParameters();
  }
}
