package io.github.paybell.engine.delivery.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a webhook goes and what it is signed with.
 *
 * @param url https, without user and fragment. http only together with {@code
 *     allowPrivateAddresses}, and then only to addresses that are not public: a payment does not
 *     cross the open network in clear
 * @param secrets at least one, {@code whsec_} and base64 of 24 to 64 bytes; while a secret is
 *     changed, the new one first and the old one after it: a message then carries a signature of
 *     each
 * @param timeout for one attempt altogether, 1 ms to 60 s
 * @param allowPrivateAddresses whether loopback, private, link-local and reserved addresses may be
 *     called; multicast and 0.0.0.0/8 never are
 */
public record WebhookOptions(
    URI url, List<SigningSecret> secrets, Duration timeout, boolean allowPrivateAddresses) {
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MOST_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

  /**
   * @throws IllegalArgumentException for options that cannot work, saying which and why, without
   *     the URL's query
   */
  public WebhookOptions {
    secrets = List.copyOf(secrets);
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("a webhook needs a secret");
    }
    if (timeout.compareTo(LEAST_TIMEOUT) < 0 || timeout.compareTo(MOST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout must be 1ms to 60s, was " + timeout);
    }
    var http = http(url);
    var rule = new AddressRule(!http.isHttps(), allowPrivateAddresses);
    if (rule.plain() && !allowPrivateAddresses) {
      throw new IllegalArgumentException(
          "the URL of a webhook must begin with https:// unless delivery.allow-private-addresses is"
              + " true");
    }
    literal(http.host())
        .flatMap(rule::objection)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException("the URL of a webhook: " + objection);
            });
  }

  /** Where it goes, as OkHttp reads it. */
  HttpUrl http() {
    return http(url);
  }

  /** Whom it may connect to. */
  AddressRule rule() {
    return new AddressRule(!http().isHttps(), allowPrivateAddresses);
  }

  private static HttpUrl http(URI url) {
    var scheme = url.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      throw refused("must begin with https://");
    }
    // HttpUrl forgives a missing // and the like; URI does not
    var http = url.getRawAuthority() == null ? null : HttpUrl.parse(url.toString());
    if (http == null) {
      throw refused("has no host, or a port that is not 1 to 65535");
    }
    if (http.fragment() != null) {
      throw refused("must not have a fragment (#…)");
    }
    if (!http.username().isEmpty() || !http.password().isEmpty()) {
      throw refused("must not have a user or password: receivers check the signature");
    }
    return http;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("the URL of a webhook " + why);
  }

  /** The address that a host is, if it is not a name; never asks a name server. */
  private static Optional<InetAddress> literal(String host) {
    if (!NUMERIC.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty(); // like 1.2.3.4.5: said at the first attempt
    }
  }

  /** Without the URL's query and the secrets. */
  @Override
  public String toString() {
    return "WebhookOptions[" + target() + "]";
  }

  /** Host, port if it is not the usual one, and path. */
  String target() {
    var http = http();
    var port = http.port() == HttpUrl.defaultPort(http.scheme()) ? "" : ":" + http.port();
    return http.host() + port + http.encodedPath();
  }
}
