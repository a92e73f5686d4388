package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DriverConnectionsTest {
  // With a pool's own pauses half an hour.
  private static final int FAILURES = 400;

  @Test
  @DisplayName(
      "a database that was away for long is used as soon as one that was away for a moment")
  void back() throws SQLException {
    var connections = new Counted();
    var config = new HikariConfig();
    config.setDataSource(connections);
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TimeUnit.MINUTES.toMillis(2));
    try (var pool = new HikariDataSource(config)) {
      connections.failures = FAILURES;
      pool.getHikariPoolMXBean().softEvictConnections();

      try (var connection = pool.getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      assertThat(connections.pauses).isEqualTo(FAILURES - 1);
    }
  }

  @Test
  @DisplayName("the first failure is said at once: a start does not wait")
  void first() {
    var connections = new Counted();
    connections.failures = 1;

    assertThatThrownBy(connections::getConnection).hasMessage("away");
    assertThat(connections.pauses).isZero();
  }

  @Test
  @DisplayName("BOUNDED: no thread waits in a pool that is closed")
  void closed() throws Exception {
    var connections = new Forever();
    assertThatThrownBy(connections::getConnection).hasMessage("away");
    var waiting =
        new Thread(() -> assertThatThrownBy(connections::getConnection).hasMessage("away"));
    waiting.start();

    waiting.interrupt();

    waiting.join(TimeUnit.MINUTES.toMillis(2));
    assertThat(waiting.isAlive()).isFalse();
  }

  /** Fails so often, then connects; its pauses take no time. */
  private static final class Counted extends DriverConnections {
    volatile int failures;
    volatile int pauses;

    Counted() {
      super(new Properties());
    }

    @Override
    synchronized Connection connect(Properties named) throws SQLException {
      if (failures > 0) {
        failures--;
        throw new SQLException("away");
      }
      return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @Override
    synchronized void pause(SQLException failure) {
      pauses++;
    }
  }

  private static final class Forever extends DriverConnections {
    Forever() {
      super(new Properties());
    }

    @Override
    Connection connect(Properties named) throws SQLException {
      throw new SQLException("away");
    }
  }
}
