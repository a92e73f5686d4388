package io.github.paybell.simulator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator's file. */
class SimulatorSettingsTest {
  @TempDir Path folder;

  private SimulatorOptions read(String yaml) throws IOException {
    return SimulatorSettings.read(file(yaml), SimulatorOptions.defaults());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("simulator.yml"), yaml);
  }

  @Test
  @DisplayName("Every key is read")
  void everyKey() throws IOException {
    var options =
        read(
            """
            host: 0.0.0.0
            port: 9191
            tls-port: 9443
            ca-directory: ca
            base-url: http://192.168.1.5:9191/
            seed: 42
            speed: 100
            rules:
              query-lag: 3s
              refund-outcome: ABNORMAL
              bill-ready-at: 10:30
              close-after: 5m
            merchants:
              - mchid: 1900000110
                appids: [wx1111111111111111]
            faults:
              - duplicate
              - { fault: lost, ratio: 0.25 }
            """);

    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.port()).isEqualTo(9191);
    assertThat(options.tlsPort()).isEqualTo(9443);
    assertThat(options.caDirectory()).isEqualTo(Path.of("ca"));
    assertThat(options.baseUrl()).isEqualTo("http://192.168.1.5:9191");
    assertThat(options.seed()).isEqualTo(42);
    assertThat(options.speed()).isEqualTo(new Speed(100));
    assertThat(options.rules().queryLag()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.rules().refundOutcome()).isEqualTo(PlatformRefund.Status.ABNORMAL);
    assertThat(options.rules().billReadyAt()).isEqualTo(LocalTime.of(10, 30));
    assertThat(options.rules().closeAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.merchants())
        .singleElement()
        .satisfies(
            merchant -> {
              assertThat(merchant.mchid()).isEqualTo("1900000110");
              assertThat(merchant.appid()).isEqualTo("wx1111111111111111");
            });
    assertThat(options.faults())
        .containsExactly(
            new StandingFault(Fault.of(FaultKind.DUPLICATE), 1),
            new StandingFault(Fault.of(FaultKind.LOST), 0.25));
  }

  @Test
  @DisplayName("A scenario says what goes wrong; everything else stays as it was")
  void scenario() throws IOException {
    var base = SimulatorOptions.forTests().withSeed(7);
    var options =
        SimulatorSettings.read(
            file(
                """
                # Money comes, the notification does not.
                rules: { query-lag: 2s }
                faults: [lost]
                """),
            base);

    assertThat(options.faults())
        .extracting(it -> it.fault().kind())
        .containsExactly(FaultKind.LOST);
    assertThat(options.port()).isEqualTo(base.port());
    assertThat(options.speed()).isEqualTo(Speed.MANUAL);
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.rules().closeAfter()).isEqualTo(base.rules().closeAfter());
  }

  @Test
  @DisplayName("An empty file, or one of comments, changes nothing")
  void empty() throws IOException {
    assertThat(read("# nothing yet\n"))
        .isEqualTo(SimulatorOptions.defaults().withReal(read("").real()));
    assertThat(read("faults:\nrules:\n").faults()).isEmpty();
  }

  @Test
  @DisplayName("Credentials that are not given come from the file's seed: the same at every start")
  void madeUpRepeats() throws IOException {
    var yaml = "seed: %d\nmerchants:\n  - mchid: 1900000110\n";

    var first = read(yaml.formatted(5)).merchants().get(0);
    var again = read(yaml.formatted(5)).merchants().get(0);
    assertThat(again.v2Key()).isEqualTo(first.v2Key());
    assertThat(again.merchantPrivateKey()).isEqualTo(first.merchantPrivateKey());
    assertThat(read(yaml.formatted(6)).merchants().get(0).v2Key()).isNotEqualTo(first.v2Key());
  }

  @Test
  @DisplayName("The merchant that is always there keeps what the file does not change")
  void defaultMerchant() throws IOException {
    var published = new Merchants().require(Merchants.DEFAULT);
    var merchant =
        read("merchants:\n  - { mchid: 1900000109, callback_key: PUBLIC_KEY }\n")
            .merchants()
            .get(0);

    assertThat(merchant.callbackKey()).isEqualTo(Merchant.CallbackKey.PUBLIC_KEY);
    assertThat(merchant.v2Key()).isEqualTo(published.v2Key());
    assertThat(merchant.merchantPrivateKey()).isEqualTo(published.merchantPrivateKey());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prot: 9090                        | line 1: no setting \"prot\"; the nearest is \"port\"",
        "seed: 1\\nrules: { query-lagg: 2 } | line 2: rules: no rule \"query-lagg\"; the nearest is \"query-lag\"",
        "faults: [dupe]                    | line 1: faults: no fault \"dupe\"",
        "port: 70000                       | line 1: port: is 0 to 65535, not 70000",
        "port: many                        | line 1: port: is a whole number",
        "speed: fast                       | line 1: speed: speed must be a whole number or \"manual\"",
        "base-url: localhost               | line 1: base-url: is an address",
        "seed: 1\\nseed: 2                  | line 2: seed is here twice",
        "rules: { oauth: true, oauth: false } | line 1: oauth is here twice",
        "merchants: { mchid: 1 }           | line 1: merchants: is a list",
        "[1, 2]                            | a file of settings has keys",
        "port: [1                          | line 1 is not valid YAML",
        "port: !!java.net.URL [\"http://x\"] | line 1 is not valid YAML: Global tag is not allowed",
      })
  @DisplayName("What is wrong is said in one sentence with file and line")
  void refused(String yaml, String sentence) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("simulator.yml")
        .hasMessageContaining(sentence);
  }

  @Test
  @DisplayName("A file that is not there is said so")
  void missing() {
    assertThatThrownBy(
            () -> SimulatorSettings.read(folder.resolve("none.yml"), SimulatorOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no such file");
  }
}
