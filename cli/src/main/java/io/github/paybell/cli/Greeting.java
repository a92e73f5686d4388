package io.github.paybell.cli;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.control.ClientConfig;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code paybell simulate} says at its start: how to point a client at it, and at the end,
 * where it stays in sight, where everything is.
 */
final class Greeting {
  /** File name, beside the CA. */
  static final String CLIENT_CERTIFICATE = "apiclient_cert.p12";

  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final String PAYBELL = "paybell";
  private static final int COLUMNS = 20;

  private final Simulator simulator;
  private final Console console;

  Greeting(Simulator simulator, Console console) {
    this.simulator = simulator;
    this.console = console;
  }

  /** The clients that can be asked for. */
  static List<String> clients() {
    List<String> names = new ArrayList<>(ClientConfig.names());
    names.add(ALL);
    names.add(NONE);
    return names;
  }

  void say(String client) {
    PlatformSigningKey certificate = simulator.platform().merchants().certificate();
    for (String name : ClientConfig.names()) {
      if (client.equals(ALL) || client.equals(name)) {
        console.say("simulate.client", name);
        // A whole file with its keys: of use in a file, not on a screen among others.
        console.print(
            name.equals(PAYBELL) && client.equals(ALL)
                ? "curl -s '"
                    + simulator.url()
                    + "/sim/config/default?client=paybell' > paybell.yml\n"
                    + "./paybell serve --config paybell.yml\n"
                : ClientConfig.of(name, simulator.merchant(), certificate, simulator.url()));
      }
    }
    merchant(simulator.merchant(), certificate);
    addresses();
  }

  private void merchant(Merchant merchant, PlatformSigningKey certificate) {
    console.say("simulate.merchant");
    row("mchid", merchant.mchid());
    row("appid", merchant.appid());
    row("openid", merchant.openid());
    row("v2 key", merchant.v2Key());
    row("APIv3 key", merchant.apiV3Key());
    row("merchant serial", merchant.merchantSerial());
    row(
        "merchant key",
        simulator.url() + "/sim/merchants/" + merchant.mchid() + "/apiclient_key.pem");
    row("platform serial", certificate.serial());
    row("public key id", merchant.publicKey().serial());
    console.print("");
  }

  private void addresses() {
    console.say("simulate.ready");
    row(console.text("simulate.page"), simulator.url() + "/");
    row(console.text("simulate.api"), simulator.url());
    String tls = simulator.tlsUrl();
    if (tls != null) {
      row(console.text("simulate.tls"), tls);
      Path ca = simulator.options().caDirectory();
      row(console.text("simulate.ca"), ca.resolve("ca.pem").toString());
      row(
          console.text("simulate.p12"),
          console.text(
              "simulate.p12-password",
              ca.resolve(CLIENT_CERTIFICATE),
              simulator.merchant().mchid()));
    }
    row(
        console.text("simulate.seed"),
        simulator.platform().dice().seed()
            + ", "
            + console.text("simulate.speed", simulator.platform().clock().speed()));
    console.say("simulate.stop");
  }

  private void row(String name, String value) {
    // Chinese characters are two columns wide.
    int columns = name.codePoints().map(c -> c > 0x2e80 ? 2 : 1).sum();
    console.print("  " + name + " ".repeat(Math.max(1, COLUMNS - columns)) + value);
  }
}
