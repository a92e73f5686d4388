package io.github.paybell.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.PublicApi;
import io.github.paybell.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tests that use the simulator compile against. */
class PublicApiTest {
  @Test
  @DisplayName("the library and the JUnit extension are what the checked-in file says")
  void api() {
    var api = PublicApi.from(Simulator.class, SimulatorOptions.class, SimulatorExtension.class);

    assertThat(api.text()).doesNotContain("vertx", "jackson", "bouncycastle");
    api.assertIs("io/github/paybell/simulator/public-api.txt");
  }
}
