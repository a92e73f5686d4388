package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.store.Store;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Paybell on the shop's health page. After Spring Boot's probes, which make the readiness group and
 * have the same order as ours: what is registered later comes later.
 */
@AutoConfiguration(
    after = PaybellAutoConfiguration.class,
    afterName =
        "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnProperty(name = "paybell.enabled", havingValue = "true", matchIfMissing = true)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("paybell")
public final class PaybellHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = {"paybellHealthIndicator", "paybellHealthContributor"})
  HealthIndicator paybellHealthIndicator(
      Engine engine,
      Store store,
      UnpaidSweep unpaid,
      BookOrders orders,
      ObjectProvider<Clock> clocks) {
    return new PaybellHealth(engine, store, unpaid, orders, clocks.getIfUnique(Clock::systemUTC));
  }

  /** For probes: whether notifications can be stored, known without a question to the database. */
  @Bean
  @ConditionalOnMissingBean(name = {"paybellStoreHealthIndicator", "paybellStoreHealthContributor"})
  HealthIndicator paybellStoreHealthIndicator(Engine engine) {
    return () ->
        engine
            .whyNotReady()
            .map(why -> Health.down().withDetail("reason", why))
            .orElseGet(Health::up)
            .build();
  }

  /** Only where health is an endpoint. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor",
        "org.springframework.boot.actuate.endpoint.SecurityContext"
      })
  static final class Readiness {
    @Bean
    static ReadinessGroups paybellReadinessGroups(Environment environment) {
      return new ReadinessGroups(environment);
    }
  }
}
