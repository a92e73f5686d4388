package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** Somebody takes the starter of the other line of Spring Boot. */
class OtherBootTest {
  private static final boolean FOUR = SpringBootVersion.getVersion().startsWith("4.");
  private static final String OTHER = FOUR ? "3.5.16" : "4.1.1";

  @Test
  @DisplayName("The shop stops with one sentence for what is wrong and one for what to do")
  void sentence(@TempDir Path folder) throws Exception {
    // Stands before Spring Boot's own class, so that this Spring Boot says to be of the other line.
    var classes =
        Compiler.project(
            folder,
            Map.of(
                "org/springframework/boot/SpringBootVersion.java",
                """
                package org.springframework.boot;

                public final class SpringBootVersion {
                  public static String getVersion() {
                    return "%s";
                  }
                }
                """
                    .formatted(OTHER),
                "coffee/Shop.java",
                """
                package coffee;

                @org.springframework.boot.autoconfigure.SpringBootApplication
                public class Shop {
                  public static void main(String[] args) {
                    org.springframework.boot.SpringApplication.run(Shop.class, args);
                  }
                }
                """));

    try (var shop = Running.start(folder, classes + File.pathSeparator + Compiler.libraries(), 0)) {
      assertThat(shop.ended(2, TimeUnit.MINUTES)).isTrue();
      assertThat(shop.said())
          .contains("APPLICATION FAILED TO START")
          .contains(
              "This shop runs on Spring Boot " + OTHER + ", and " + starter(FOUR) + " is made for")
          .contains("Replace it by io.github.paybell:" + starter(!FOUR) + " of the same version")
          .doesNotContain("\tat ");
    }
  }

  private static String starter(boolean four) {
    return four ? "paybell-spring-boot-starter" : "paybell-spring-boot3-starter";
  }
}
