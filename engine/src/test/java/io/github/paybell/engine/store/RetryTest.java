package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {
  @ParameterizedTest
  @CsvSource({
    "1213, 40001, CONFLICT",
    "1180, HY000, CONFLICT",
    "3101, 40000, CONFLICT",
    "1290, HY000, AWAY",
    "1836, HY000, AWAY",
    "1047, 08S01, AWAY",
    "1047, HY000, AWAY",
    "0, 25006, AWAY",
    "0, 40001, CONFLICT",
    "0, 55P03, LOCKED",
    "0, 57014, LOCKED",
    "1205, HY000, LOCKED",
    "3572, HY000, LOCKED",
    "5, '', AWAY",
    "1064, 42000, BROKEN",
    "0, 25P02, BROKEN"
  })
  @DisplayName(
      "Where another node was first the transaction runs again; a node without writes is away")
  void meaning(int code, String state, Retry.Meaning meaning) {
    assertThat(Retry.meaning(new SQLException("said so", state, code))).isEqualTo(meaning);
    assertThat(Retry.meaning(new IllegalStateException(new SQLException("", state, code))))
        .isEqualTo(meaning);
  }

  @Test
  @DisplayName("NO_LOST_ACK: a commit that another node refused is no commit, and runs again")
  void refusedCommit() throws SQLException {
    var runs = new AtomicInteger();

    int done =
        Retry.conflicts(
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new SQLException("Got error 149 during COMMIT", "HY000", 1180);
              }
              return runs.get();
            });

    assertThat(done).isEqualTo(3);
  }

  @Test
  @DisplayName("NO_LOST_ACK: what a read-only node refuses is not tried there again")
  void readOnly() {
    var runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Retry.conflicts(
                    () -> {
                      runs.incrementAndGet();
                      throw new SQLException("--super-read-only", "HY000", 1290);
                    }))
        .isInstanceOf(SQLException.class);

    assertThat(runs).hasValue(1);
  }

  @Test
  @DisplayName(
      "ONE_STOPS_NOBODY: a transaction may begin again a hundred times and still pauses in between")
  void manyPauses() {
    assertThatCode(() -> Retry.pause(100)).doesNotThrowAnyException();
  }
}
