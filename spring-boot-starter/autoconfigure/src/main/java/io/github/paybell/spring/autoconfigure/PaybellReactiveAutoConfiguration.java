package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Says at start that a reactive shop would never see a notification. */
@AutoConfiguration(before = PaybellAutoConfiguration.class)
@ConditionalOnProperty(name = "paybell.enabled", havingValue = "true", matchIfMissing = true)
@Conditional(PaybellReactiveAutoConfiguration.Reactive.class)
public final class PaybellReactiveAutoConfiguration {

  // Before any bean is made, so that this is what is said.
  @Bean
  static BeanFactoryPostProcessor paybellNotReactive() {
    return beans -> {
      throw new SettingsException(
          "This shop is a reactive web application (WebFlux), which Paybell's starter does not"
              + " support: its transactions are JDBC transactions of one thread.",
          "Use Spring MVC (spring-boot-starter-webmvc, or"
              + " spring.main.web-application-type=servlet), run Paybell's server beside the shop,"
              + " or set paybell.enabled=false.");
    };
  }

  /** Whether the application is made as a reactive one, whatever else is on the class path. */
  static final class Reactive implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getResourceLoader() instanceof ReactiveWebApplicationContext;
    }
  }
}
