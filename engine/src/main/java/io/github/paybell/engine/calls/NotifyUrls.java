package io.github.paybell.engine.calls;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that merchants give WeChat Pay, and WeChat Pay's rules for them. Immutable.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791861">payment notice</a>
 */
public final class NotifyUrls {
  private static final int MAX_LENGTH = 255;

  private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

  private final @Nullable String baseUrl;
  private final String path;
  private final String setting;
  private final boolean enforced;

  /**
   * Knows where the notify listener is reached.
   *
   * @param baseUrl {@code notify.base-url}, without a slash at the end; null: not known
   * @param enforced whether orders go to WeChat Pay itself, whose rules an address must keep;
   *     false: they go to a stand-in, which takes any
   */
  public NotifyUrls(@Nullable String baseUrl, boolean enforced) {
    this(baseUrl, "/notify", "paybell.notify.base-url", enforced);
  }

  /**
   * Knows where notifications are taken inside another program.
   *
   * @param baseUrl without a slash at the end; null: not known
   * @param path between base URL and token, with a slash at its beginning and none at its end
   * @param setting what sets the base URL, for people
   * @param enforced as above
   */
  public NotifyUrls(@Nullable String baseUrl, String path, String setting, boolean enforced) {
    this.baseUrl = baseUrl;
    this.path = path;
    this.setting = setting;
    this.enforced = enforced;
  }

  /** The notify_url of an account; empty while the base URL is not set. */
  public Optional<String> of(String notifyToken) {
    return baseUrl == null ? Optional.empty() : Optional.of(baseUrl + path + "/" + notifyToken);
  }

  /** The part behind the base URL of the server's notify listener. */
  public static String path(String notifyToken) {
    return "/notify/" + notifyToken;
  }

  /**
   * Why no order can be placed with an account's notify_url.
   *
   * @return a sentence for people that names the setting; null: it can
   */
  @Nullable String refusal(String notifyToken) {
    var url = of(notifyToken);
    if (url.isEmpty()) {
      return "WeChat Pay must be told where to report the payment: set "
          + setting
          + " to the address under which it reaches us";
    }
    var broken = broken(url.get());
    return enforced && !broken.isEmpty()
        ? "WeChat Pay does not take the notify_url that "
            + setting
            + " makes: "
            + String.join(", ", broken)
        : null;
  }

  /**
   * Which of WeChat Pay's rules such an address breaks.
   *
   * @return one phrase per rule that is broken; empty: none
   */
  public static List<String> broken(String notifyUrl) {
    var uri = URI.create(notifyUrl);
    var broken = new ArrayList<String>();
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      broken.add("it must begin with https");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      broken.add("it must have no query and no fragment");
    }
    if (notifyUrl.length() > MAX_LENGTH) {
      broken.add("it must have at most " + MAX_LENGTH + " characters");
    }
    if (!isPublic(uri.getHost())) {
      broken.add("its host must be reachable from the internet");
    }
    return broken;
  }

  /**
   * Whether it names a port, which WeChat Pay advises against and private lines use all the same.
   */
  public static boolean namesPort(String notifyUrl) {
    return URI.create(notifyUrl).getPort() != -1;
  }

  // Names are not looked up: what this machine's resolver says is not what WeChat Pay's says.
  private static boolean isPublic(@Nullable String host) {
    if (host == null) {
      return false;
    }
    if (host.startsWith("[") || IPV4.matcher(host).matches()) {
      return isPublicAddress(host);
    }
    var name = host.toLowerCase(Locale.ROOT);
    return name.indexOf('.') > 0
        && !name.endsWith(".local")
        && !name.endsWith(".internal")
        && !name.endsWith(".localhost");
  }

  private static boolean isPublicAddress(String literal) {
    try {
      // Of a literal the JDK asks no resolver.
      var address = InetAddress.getByName(literal);
      return !(address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || isUniqueLocal(address.getAddress()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** fc00::/7, the private networks of IPv6 (RFC 4193), which the JDK has no word for. */
  private static boolean isUniqueLocal(byte[] address) {
    return address.length == 16 && (address[0] & 0xfe) == 0xfc;
  }
}
