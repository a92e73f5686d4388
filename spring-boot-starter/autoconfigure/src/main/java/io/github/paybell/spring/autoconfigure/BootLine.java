package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Stops a shop whose Spring Boot is of another line than this jar, before a class is missed that
 * the other line does not have.
 */
final class BootLine
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
  // The build of the Boot 3 modules replaces this name (boot3/pom.xml).
  private static final Line OURS = Line.BOOT_4;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    check(SpringBootVersion.getVersion());
  }

  /**
   * @param version of Spring Boot, as {@code 3.5.16}
   * @throws SettingsException if it is none that this jar is made for
   */
  static void check(String version) {
    if (OURS.has(version)) {
      return;
    }
    var right = Line.BOOT_4.has(version) ? Line.BOOT_4 : Line.BOOT_3;
    throw new SettingsException(
        "This shop runs on Spring Boot "
            + version
            + ", and "
            + OURS.starter()
            + " is made for "
            + OURS.versions
            + ".",
        right.has(version)
            ? "Replace it by io.github.paybell:"
                + right.starter()
                + " of the same version, and "
                + OURS.prefix
                + "test by "
                + right.prefix
                + "test; nothing else changes."
            : "Move the shop to Spring Boot 3.2 or later, or run Paybell's server beside it and"
                + " take its webhooks.");
  }

  // Before other initializers, which may miss something, too.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  private enum Line {
    BOOT_3("Spring Boot 3.2 to 3.5", "paybell-spring-boot3-"),
    BOOT_4("Spring Boot 4", "paybell-spring-boot-");

    private final String versions;
    private final String prefix;

    Line(String versions, String prefix) {
      this.versions = versions;
      this.prefix = prefix;
    }

    boolean has(String version) {
      return this == BOOT_4
          ? version.startsWith("4.")
          : version.startsWith("3.") && !version.startsWith("3.0.") && !version.startsWith("3.1.");
    }

    String starter() {
      return prefix + "starter";
    }
  }
}
