package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.MerchantFixture;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a server with the merchant of {@link MerchantFixture}. */
public final class ServerSettings {
  private ServerSettings() {}

  /**
   * As YAML.
   *
   * @param url of the store; SQLite: empty, it is in the data folder
   * @param user of the store
   * @param ports of the notify listener and of the admin API
   * @param scratch where the data folder is
   */
  public static String of(String url, String user, List<Integer> ports, Path scratch) {
    return """
    paybell:
      notify: { host: 127.0.0.1, port: %d }
      admin: { host: 127.0.0.1, port: %d }
      data-dir: %s
      wechat: { base-url: "http://127.0.0.1:9" }
    %s  accounts:
        %s:
          mchid: "%s"
          appids: [%s]
          notify-token: %s
          v2: { key: %s }
    """
        .formatted(
            ports.get(0),
            ports.get(1),
            scratch.resolve("data"),
            url.isEmpty() ? "" : "  store: { url: \"%s\", username: %s }\n".formatted(url, user),
            MerchantFixture.ACCOUNT,
            MerchantFixture.MCHID,
            MerchantFixture.APPID,
            MerchantFixture.NOTIFY_TOKEN,
            MerchantFixture.V2_KEY);
  }
}
