package io.github.paybell.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Leaves out Spring Boot 3's auto-configuration of Flyway where the shop has no Flyway of its own.
 * It would begin to work only because Paybell brings the library, and refuse a schema with tables
 * in it. Spring Boot 4 has it in a module that the shop names itself.
 */
final class ShopsFlyway
    implements AutoConfigurationImportFilter, EnvironmentAware, BeanClassLoaderAware {
  private static final String BOOT_3 =
      "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";
  private static final ConfigurationPropertyName SETTINGS =
      ConfigurationPropertyName.of("spring.flyway");

  /** Where Flyway looks by default. */
  private static final String MIGRATIONS = "db/migration";

  private @Nullable Environment environment;
  private @Nullable ClassLoader loader;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
    var matches = new boolean[autoConfigurations.length];
    for (int i = 0; i < matches.length; i++) {
      matches[i] = !BOOT_3.equals(autoConfigurations[i]) || isConfigured() || hasMigrations();
    }
    return matches;
  }

  private boolean isConfigured() {
    if (environment == null) {
      return false;
    }
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(SETTINGS) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMigrations() {
    var classPath = loader == null ? ClassUtils.getDefaultClassLoader() : loader;
    return classPath != null && classPath.getResource(MIGRATIONS) != null;
  }
}
