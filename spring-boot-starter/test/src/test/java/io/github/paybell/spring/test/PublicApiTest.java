package io.github.paybell.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.PublicApi;
import io.github.paybell.simulator.Simulator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a shop's tests compile against. */
class PublicApiTest {
  @Test
  @DisplayName("the test kit is what the checked-in file says, and leads to the simulator only")
  void api() {
    var api = PublicApi.ofPackage(PaybellTest.class);

    assertThat(api.outside()).isSubsetOf(PublicApi.from(Simulator.class).names());
    api.assertIs("io/github/paybell/spring/test/public-api.txt");
  }
}
