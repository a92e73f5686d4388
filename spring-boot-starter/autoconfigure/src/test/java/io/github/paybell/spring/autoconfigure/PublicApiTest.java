package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.PublicApi;
import io.github.paybell.spring.Paybell;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a shop's code compiles against. */
class PublicApiTest {
  @Test
  @DisplayName("the public API is what the checked-in file says, and hands out no engine type")
  void api() {
    var api = PublicApi.ofPackage(Paybell.class);

    assertThat(api.outside()).isEmpty();
    api.assertIs("io/github/paybell/spring/public-api.txt");
  }
}
