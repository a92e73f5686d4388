package io.github.paybell.cli;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The folder of a demo: the configurations of server and coffee shop, and keys. */
final class DemoFiles {
  /** What the server logs. */
  static final String LOG = "paybell.log";

  /** Name of the account, in both. */
  static final String ACCOUNT = "shop";

  /** Where the server is notified; it may be known, for nothing here is worth anything. */
  static final String NOTIFY_TOKEN = "paybell-demo-notify-token";

  private static final String SQLITE =
      "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000";

  private final Path folder;
  private final Path keys;
  private final Simulator simulator;

  /**
   * Of a folder, which is made if it is missing.
   *
   * @throws IOException if it cannot be
   */
  DemoFiles(Path folder, Simulator simulator) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    this.keys = Files.createDirectories(this.folder.resolve("keys"));
    this.simulator = simulator;
  }

  /**
   * The server's merchant. Another than the coffee shop's: two ledgers of one merchant would each
   * miss in its bill what the other took.
   */
  static Merchant serversMerchant() {
    Merchant known = new Merchants().require(Merchants.DEFAULT);
    return new Merchant(
        "1900000110",
        List.of("wx8888888888888889"),
        known.openid(),
        known.appSecret(),
        known.v2Key(),
        known.apiV3Key(),
        known.merchantSerial(),
        known.merchantPrivateKey(),
        known.merchantPublicKey(),
        known.merchantCertificate(),
        known.publicKey(),
        known.certificates(),
        known.callbackKey(),
        known.subMchids(),
        known.payDirectories());
  }

  /**
   * Writes the server's configuration.
   *
   * @param notifyPort 1 to 65535
   * @param adminPort 0 takes a free one
   * @param subscriber who is told what happens
   */
  Path server(Merchant merchant, int notifyPort, int adminPort, DemoSubscriber subscriber)
      throws IOException {
    ObjectNode account = account(merchant);
    account.put("notify-token", NOTIFY_TOKEN);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode paybell = root.putObject("paybell");
    paybell
        .putObject("notify")
        .put("host", "127.0.0.1")
        .put("port", notifyPort)
        .put("base-url", "http://127.0.0.1:" + notifyPort);
    paybell.putObject("admin").put("host", "127.0.0.1").put("port", adminPort);
    paybell.put("data-dir", folder.toString());
    paybell.putObject("wechat").put("base-url", simulator.url());
    paybell.putObject("accounts").set(ACCOUNT, account);
    // The subscriber is on this machine.
    paybell.putObject("delivery").put("allow-private-addresses", true);
    paybell
        .putObject("subscribers")
        .putObject("demo")
        .put("url", subscriber.url())
        .put("secret", DemoSubscriber.SECRET);
    // What the demo has to say it says itself; an order's life is in the file.
    root.put("logging.threshold.console", "error");
    root.put("logging.file.name", folder.resolve(LOG).toString());
    return write("demo.yml", root);
  }

  /**
   * Writes the coffee shop's configuration.
   *
   * @param port 1 to 65535
   */
  Path coffeeShop(int port) throws IOException {
    Merchant merchant = simulator.merchant();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("coffee")
        .put("openid", merchant.openid())
        .put("pay-script", simulator.url() + "/pay.js")
        .put("demo", true)
        .put("stop-with-stdin", true);
    root.put("server.port", port);
    root.put("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("coffee-shop.db") + SQLITE);
    ObjectNode paybell = root.putObject("paybell");
    paybell.put("base-url", "http://127.0.0.1:" + port);
    paybell.put("data-dir", folder.resolve("coffee-shop").toString());
    paybell.putObject("wechat").put("base-url", simulator.url());
    paybell.putObject("accounts").set(ACCOUNT, account(merchant));
    return write("coffee-shop.yml", root);
  }

  private ObjectNode account(Merchant merchant) throws IOException {
    ObjectNode platformKeys = JsonNodeFactory.instance.objectNode();
    var merchants = simulator.platform().merchants();
    for (PlatformSigningKey key :
        List.of(merchants.certificate(), merchants.nextCertificate(), merchant.publicKey())) {
      platformKeys.put(key.serial(), file(key.serial() + ".pem", key.pem()));
    }
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("mchid", merchant.mchid());
    merchant.appids().forEach(account.putArray("appids")::add);
    account.putObject("v2").put("key", merchant.v2Key());
    ObjectNode v3 = account.putObject("v3");
    v3.put("api-v3-key", merchant.apiV3Key());
    v3.put("merchant-serial", merchant.merchantSerial());
    v3.put(
        "merchant-private-key",
        file("apiclient_key_" + merchant.mchid() + ".pem", merchant.merchantPrivateKey()));
    v3.set("platform-keys", platformKeys);
    return account;
  }

  private String file(String name, String pem) throws IOException {
    return "file:" + Files.writeString(keys.resolve(name), pem);
  }

  private Path write(String name, ObjectNode root) throws IOException {
    // JSON is YAML.
    return Files.writeString(folder.resolve(name), root.toPrettyString() + "\n");
  }
}
