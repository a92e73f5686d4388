package io.github.paybell.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension with options. */
class SimulatorExtensionOptionsTest {
  @RegisterExtension
  static final SimulatorExtension wechat =
      SimulatorExtension.with(SimulatorOptions.forTests().withSeed(7));

  private static final String EARLY = wechat.simulator().url();

  @Test
  @DisplayName("Its options are those given")
  void options() {
    assertThat(wechat.simulator().platform().dice().seed()).isEqualTo(7);
  }

  @Test
  @DisplayName("Asked for before the first test it is the same one")
  void early(Simulator parameter) {
    assertThat(parameter.url()).isEqualTo(EARLY);
    assertThat(parameter).isSameAs(wechat.simulator());
  }
}
