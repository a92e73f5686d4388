package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@DisplayName("What a client has to be told")
class ClientConfigTest {
  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  static List<String> names() {
    return ClientConfig.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  @DisplayName("Every text names the simulator and the merchant and leaves no place open")
  void complete(String client) {
    for (String key : List.of("CERTIFICATE", "PUBLIC_KEY")) {
      bench.put("/sim/merchants/default", "{\"callback_key\":\"" + key + "\"}");

      String text =
          ControlBench.text(bench.ask("GET", "/sim/config/default?client=" + client, null));

      assertThat(text)
          .contains(ControlBench.MCHID, "127.0.0.1", "9090")
          .doesNotContain("[certificate]", "[public-key]")
          .doesNotContainPattern("<[A-Z0-9_]+>");
    }
  }

  @Test
  @DisplayName("Paybell's text is YAML with all keys in it")
  void paybell() {
    Merchants platform = new Merchants();
    Merchant merchant = platform.require(Merchants.DEFAULT);

    String text =
        ClientConfig.of("paybell", merchant, platform.certificate(), "http://127.0.0.1:9090");

    Map<?, ?> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    Map<?, ?> account =
        (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) yaml.get("paybell")).get("accounts")).get("shop");
    Map<?, ?> v3 = (Map<?, ?>) account.get("v3");
    assertThat(v3.get("merchant-private-key").toString().strip())
        .isEqualTo(merchant.merchantPrivateKey().strip());
    Map<?, ?> keys = (Map<?, ?>) v3.get("platform-keys");
    assertThat(keys.get(platform.certificate().serial()).toString().strip())
        .isEqualTo(platform.certificate().pem().strip());
    assertThat(keys.get(merchant.publicKey().serial()).toString().strip())
        .isEqualTo(merchant.publicKey().pem().strip());
  }

  @Test
  @DisplayName("Without a client the names are listed; an unknown one is 400 with the nearest")
  void which() {
    assertThat(bench.get("/sim/config/default").valueStream().map(it -> it.stringValue()))
        .containsExactlyElementsOf(ClientConfig.names());
    Response answer = bench.ask("GET", "/sim/config/default?client=wx-java", null);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(ControlBench.text(answer)).contains("nearest is \\\"wxjava\\\"");
  }
}
