package io.github.paybell.server.office;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses that merchants give WeChat Pay, and WeChat Pay's rules for them. */
public final class NotifyUrls {
  private static final int MAX_LENGTH = 255;

  private final @Nullable String baseUrl;

  /**
   * Knows where the door is reached.
   *
   * @param baseUrl {@code door.base-url}, without a slash at the end; null: not known
   */
  public NotifyUrls(@Nullable String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** The notify_url of an account; empty while {@code door.base-url} is not set. */
  public Optional<String> of(String notifyToken) {
    return baseUrl == null ? Optional.empty() : Optional.of(baseUrl + path(notifyToken));
  }

  /** The part behind the base URL. */
  public static String path(String notifyToken) {
    return "/notify/" + notifyToken;
  }

  /**
   * Which of WeChat Pay's rules such an address breaks.
   *
   * @return one phrase per rule that is broken; empty: none
   */
  public static List<String> broken(String notifyUrl) {
    var uri = URI.create(notifyUrl);
    var broken = new ArrayList<String>();
    if (!"https".equals(uri.getScheme())) {
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
    var bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return host.indexOf('.') > 0
          && !host.endsWith(".local")
          && !host.endsWith(".internal")
          && !host.endsWith(".localhost");
    }
    try {
      var address = InetAddress.getByAddress(bytes);
      return !(address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
