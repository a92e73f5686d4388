package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a client has to be told so that it talks to this simulator instead of WeChat Pay, as text to
 * copy. The texts are files beside this class; key files that they name are given out under {@code
 * /sim/merchants/{mchid}/}.
 */
public final class ClientConfig {
  private static final List<String> NAMES =
      List.of("paybell", "wxjava", "wechatpay-java", "gopay", "wechatpay-go", "hosts");
  private static final Pattern PLACE = Pattern.compile("<([A-Z0-9_]+)>");
  private static final String IF_CERTIFICATE = "[certificate]";
  private static final String IF_PUBLIC_KEY = "[public-key]";

  private ClientConfig() {}

  /** The clients there is a text for. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The text for one client, lines ended by line feeds.
   *
   * @param client one of {@link #names}
   * @param merchant whose credentials to use
   * @param certificate the platform certificate that signs
   * @param baseUrl the simulator's address, without a slash at the end
   * @throws IllegalArgumentException if there is none, naming the nearest
   */
  public static String of(
      String client, Merchant merchant, PlatformSigningKey certificate, String baseUrl) {
    if (!NAMES.contains(client)) {
      throw Nearest.refuse("client", client, NAMES);
    }
    Map<String, String> values = values(merchant, certificate, baseUrl);
    boolean byPublicKey = merchant.callbackKey() == Merchant.CallbackKey.PUBLIC_KEY;
    return PageFile.text("clients/" + client + ".txt")
        .lines()
        .filter(line -> !line.startsWith(byPublicKey ? IF_CERTIFICATE : IF_PUBLIC_KEY))
        .map(line -> line.replace(IF_CERTIFICATE, "").replace(IF_PUBLIC_KEY, ""))
        .map(line -> filled(line, values))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Map<String, String> values(
      Merchant merchant, PlatformSigningKey certificate, String baseUrl) {
    URI uri = URI.create(baseUrl);
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return Map.ofEntries(
        Map.entry("BASE_URL", baseUrl),
        Map.entry("HOST", Objects.requireNonNullElse(uri.getHost(), "127.0.0.1")),
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("MCHID", merchant.mchid()),
        Map.entry("APPID", merchant.appid()),
        Map.entry("V2_KEY", merchant.v2Key()),
        Map.entry("API_V3_KEY", merchant.apiV3Key()),
        Map.entry("MERCHANT_SERIAL", merchant.merchantSerial()),
        Map.entry("MERCHANT_PRIVATE_KEY", merchant.merchantPrivateKey()),
        Map.entry("PUBLIC_KEY_ID", merchant.publicKey().serial()),
        Map.entry("PUBLIC_KEY", merchant.publicKey().pem()),
        Map.entry("SERIAL", certificate.serial()),
        Map.entry("CERTIFICATE", certificate.pem()));
  }

  /** A line with the values in; further lines of a value are indented as the line is. */
  private static String filled(String line, Map<String, String> values) {
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return PLACE
        .matcher(line)
        .replaceAll(
            place -> {
              String value = Objects.requireNonNull(values.get(place.group(1)), place.group());
              return Matcher.quoteReplacement(value.strip().replace("\n", "\n" + indent));
            });
  }
}
