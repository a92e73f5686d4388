package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Flyway comes with Paybell; that is no reason for Spring Boot 3 to use it on the shop's tables.
 */
class ShopsFlywayTest {
  private static final String BOOT_3 =
      "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {}

  @Test
  @DisplayName(
      "a shop without Flyway starts on a database that has tables already, and gets no history")
  void asleep() throws Exception {
    var url = "jdbc:h2:mem:flyway";
    try (var connection = DriverManager.getConnection(url, "sa", "");
        var sql = connection.createStatement();
        var wechat = Simulator.start(SimulatorOptions.forTests())) {
      sql.execute("create table tea (name varchar(40))");
      var database =
          Map.of(
              "spring.datasource.url",
              url,
              "spring.datasource.username",
              "sa",
              "paybell.data-dir",
              RunningShop.folder());
      try (var shop = RunningShop.start(wechat, false, database, Map.of(), Shop.class)) {
        assertThat(
                shop.jdbc()
                    .queryForList(
                        "select lower(table_name) from information_schema.tables", String.class))
            .contains("tea", "paybell_schema_history")
            .doesNotContain("flyway_schema_history");
      }
    }
  }

  @Test
  @DisplayName("a shop that sets spring.flyway, or has migrations, keeps its Flyway")
  void shops(@TempDir Path folder) throws IOException {
    assertThat(kept(Map.of(), getClass().getClassLoader())).isFalse();
    assertThat(kept(Map.of("spring.flyway.locations", "sql"), getClass().getClassLoader()))
        .isTrue();
    Files.createDirectories(folder.resolve("db/migration"));
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      assertThat(kept(Map.of(), loader)).isTrue();
    }
  }

  private static boolean kept(Map<String, Object> settings, ClassLoader loader) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("shop", settings));
    var filter = new ShopsFlyway();
    filter.setEnvironment(environment);
    filter.setBeanClassLoader(loader);
    var metadata = Mockito.mock(AutoConfigurationMetadata.class);
    var matches = filter.match(new String[] {"shop.Other", null, BOOT_3}, metadata);
    assertThat(matches[0]).isTrue();
    return matches[2];
  }
}
