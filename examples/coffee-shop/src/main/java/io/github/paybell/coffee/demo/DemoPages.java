package io.github.paybell.coffee.demo;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The drawer's script and style. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("coffee.demo")
class DemoPages implements WebMvcConfigurer {
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/demo/*.js", "/demo/*.css")
        .addResourceLocations("classpath:/demo/");
  }
}
