package io.github.paybell.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @DisplayName("An address that is listened on is the one given out; IPv6 in brackets")
  @CsvSource({"127.0.0.1,127.0.0.1", "pay.example.com,pay.example.com", "::1,[::1]", "[::1],[::1]"})
  void asItIs(String host, String expected) {
    assertThat(Address.reachable(host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @DisplayName("Of a listener on all addresses one is given out that can be called")
  @ValueSource(strings = {"0.0.0.0", "::", "[::]"})
  void all(String host) {
    assertThat(Address.reachable(host)).matches("\\d+(\\.\\d+){3}").isNotEqualTo("0.0.0.0");
  }
}
