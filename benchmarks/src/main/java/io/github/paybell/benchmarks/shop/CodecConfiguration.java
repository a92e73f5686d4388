package io.github.paybell.benchmarks.shop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the codec by {@code shop.codec}: {@code wxjava} or {@code paybell}. */
@Configuration(proxyBeanMethods = false)
class CodecConfiguration {
  @Bean
  NotifyCodec codec(@Value("${shop.codec}") String name) {
    return switch (name) {
      case "wxjava" -> new WxJavaCodec();
      case "paybell" -> new PaybellCodec();
      default -> throw new IllegalArgumentException("shop.codec: " + name);
    };
  }
}
