package io.github.paybell.cli;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The folder of a demo: the server's configuration and the keys that it names. */
final class DemoFiles {
  /** Name of the account. */
  static final String ACCOUNT = "shop";

  /** Where notifications go; it may be known, for nothing here is worth anything. */
  static final String NOTIFY_TOKEN = "paybell-demo-notify-token";

  private DemoFiles() {}

  /**
   * Writes keys and configuration.
   *
   * @param doorPort 1 to 65535
   * @param officePort 0 takes a free one
   * @return the configuration file
   * @throws IOException if the folder cannot be written
   */
  static Path write(Path folder, Simulator simulator, int doorPort, int officePort)
      throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path keys = Files.createDirectories(absolute.resolve("keys"));
    Merchant merchant = simulator.merchant();
    ObjectNode platformKeys = JsonNodeFactory.instance.objectNode();
    var merchants = simulator.platform().merchants();
    for (PlatformKey key :
        List.of(merchants.certificate(), merchants.nextCertificate(), merchant.publicKey())) {
      platformKeys.put(key.serial(), file(keys.resolve(key.serial() + ".pem"), key.pem()));
    }
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("mchid", merchant.mchid());
    merchant.appids().forEach(account.putArray("appids")::add);
    account.put("notify-token", NOTIFY_TOKEN);
    account.putObject("v2").put("key", merchant.v2Key());
    ObjectNode v3 = account.putObject("v3");
    v3.put("api-v3-key", merchant.apiV3Key());
    v3.put("merchant-serial", merchant.merchantSerial());
    v3.put(
        "merchant-private-key",
        file(keys.resolve("apiclient_key.pem"), merchant.merchantPrivateKey()));
    v3.set("platform-keys", platformKeys);

    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode paybell = root.putObject("paybell");
    paybell
        .putObject("door")
        .put("host", "127.0.0.1")
        .put("port", doorPort)
        .put("base-url", "http://127.0.0.1:" + doorPort);
    paybell.putObject("office").put("host", "127.0.0.1").put("port", officePort);
    paybell.put("data-dir", absolute.toString());
    paybell.putObject("wechat").put("base-url", simulator.url());
    paybell.putObject("accounts").set(ACCOUNT, account);
    // What the demo has to say it says itself.
    root.put("logging.level.root", "error");
    // JSON is YAML.
    return Files.writeString(absolute.resolve("demo.yml"), root.toPrettyString() + "\n");
  }

  private static String file(Path file, String pem) throws IOException {
    return "file:" + Files.writeString(file, pem);
  }
}
