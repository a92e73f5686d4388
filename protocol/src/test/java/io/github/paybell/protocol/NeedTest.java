package io.github.paybell.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeedTest {
  @Test
  @DisplayName("What the machine lacks skips a test that needs it, with the reason")
  void skipped() {
    assertThatThrownBy(() -> Need.CHROMIUM.missing("no Chromium on PATH", ""))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no Chromium on PATH");
    assertThatThrownBy(() -> Need.CHROMIUM.missing("no Chromium on PATH", "mysql,node"))
        .isInstanceOf(TestAbortedException.class);
  }

  @Test
  @DisplayName("What the machine lacks fails the test where it is required")
  void required() {
    assertThatThrownBy(() -> Need.CHROMIUM.missing("no Chromium on PATH", "mysql, chromium"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("no Chromium on PATH", "PAYBELL_REQUIRE");
  }

  @Test
  @DisplayName("A misspelt requirement fails instead of requiring nothing")
  void misspelt() {
    assertThatThrownBy(() -> Need.CHROMIUM.missing("no Chromium on PATH", "chrome"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("chrome", "mysql, chromium, node, strace, pgbouncer");
  }
}
