package io.github.paybell.coffee;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yml} says under {@code coffee}.
 *
 * @param openid who pays. A real shop asks WeChat's login who holds the phone; the simulator's
 *     merchant has one test user
 * @param payScript address of the simulator's {@code pay.js}, which stands in for WeChat's browser;
 *     empty in production
 * @param demo shows the drawer "What should go wrong?"
 */
@ConfigurationProperties("coffee")
record CoffeeSettings(
    String openid, @DefaultValue("") String payScript, @DefaultValue("false") boolean demo) {
  /** Does not say who pays. */
  @Override
  public String toString() {
    return "CoffeeSettings[payScript=" + payScript + ", demo=" + demo + "]";
  }
}
