package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The notify endpoint, before everything else of the shop's web application. */
@AutoConfiguration(after = PaybellAutoConfiguration.class)
@ConditionalOnProperty(name = "paybell.enabled", havingValue = "true", matchIfMissing = true)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class PaybellServletAutoConfiguration {

  // The engine is asked for at each request: the web server is made before it.
  @Bean
  @ConditionalOnMissingBean(NotifyFilterRegistration.class)
  NotifyFilterRegistration paybellNotifyFilter(
      PaybellProperties properties, ObjectProvider<Engine> engine) {
    var path = properties.endpoint().path();
    return new NotifyFilterRegistration(
        new NotifyFilter(
            new NotifyPath(path), properties.endpoint().bound(), () -> engine.getObject().inbox()),
        path);
  }
}
