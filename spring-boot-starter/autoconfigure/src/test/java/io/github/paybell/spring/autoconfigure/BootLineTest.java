package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.settings.SettingsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;

/** The same for the starters of both lines: each knows what it was compiled with. */
class BootLineTest {
  private static final boolean FOUR = SpringBootVersion.getVersion().startsWith("4.");

  @Test
  @DisplayName("the line of Spring Boot that this starter is made for starts")
  void right() {
    assertThatCode(() -> BootLine.check(SpringBootVersion.getVersion())).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("the other line stops the start with both names and the starter to take instead")
  void wrong() {
    var other = FOUR ? "3.2.0" : "4.0.7";
    assertThatThrownBy(() -> BootLine.check(other))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            FOUR
                ? "This shop runs on Spring Boot 3.2.0, and paybell-spring-boot-starter is made for"
                    + " Spring Boot 4. Replace it by"
                    + " io.github.paybell:paybell-spring-boot3-starter of the same version, and"
                    + " paybell-spring-boot-test by paybell-spring-boot3-test; nothing else"
                    + " changes."
                : "This shop runs on Spring Boot 4.0.7, and paybell-spring-boot3-starter is made"
                    + " for Spring Boot 3.2 to 3.5. Replace it by"
                    + " io.github.paybell:paybell-spring-boot-starter of the same version, and"
                    + " paybell-spring-boot3-test by paybell-spring-boot-test; nothing else"
                    + " changes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7.18", "3.1.12", "5.0.0"})
  @DisplayName("a line that neither starter is made for stops the start, and the server is named")
  void neither(String version) {
    assertThatThrownBy(() -> BootLine.check(version))
        .hasMessageStartingWith("This shop runs on Spring Boot " + version + ", and ")
        .hasMessageEndingWith(
            "Move the shop to Spring Boot 3.2 or later, or run Paybell's server beside it and take"
                + " its webhooks.");
  }
}
