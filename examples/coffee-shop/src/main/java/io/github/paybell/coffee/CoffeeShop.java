package io.github.paybell.coffee;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The program: {@code /} for guests, {@code /bar} for the barista. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CoffeeShop {
  /** Runs it until it is stopped. */
  public static void main(String[] args) {
    SpringApplication.run(CoffeeShop.class, args);
  }

  /** The shop's time, and Paybell's. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
