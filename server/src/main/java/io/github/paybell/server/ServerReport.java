package io.github.paybell.server;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placing;
import io.github.paybell.server.settings.PaybellSettings;
import io.github.paybell.settings.Subscribers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start where everything is, and what WeChat Pay would hold against it. */
record ServerReport(
    PaybellSettings settings,
    List<String> warnings,
    DataDirectory directory,
    NotifyUrls urls,
    Subscribers subscribers) {
  private static final Logger log = LoggerFactory.getLogger(ServerReport.class);

  // 16 random hexadecimal digits have fewer different ones once in two million times.
  private static final int FEWEST_CHARACTERS = 5;

  private static final String WEAK =
      "it has fewer than %d different characters; make one with: openssl rand -hex 32"
          .formatted(FEWEST_CHARACTERS);

  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:.*");

  void log(int notifyPort, int adminPort, Engine engine) {
    warnings.forEach(log::warn);
    var tokens = new TreeMap<String, String>();
    engine.accounts().views().forEach(one -> tokens.put(one.account(), one.notifyToken()));
    exposed(settings, tokens).forEach(log::warn);
    subscribers.warnings().forEach(log::warn);
    log.info(
        "notify  http://{}:{}/notify/…  (public)", settings.notifyListener().host(), notifyPort);
    log.info("admin   http://{}:{}/api/v1  (private)", settings.admin().host(), adminPort);
    log.info(
        "token   {}",
        settings.admin().token() == null
            ? "in " + directory.tokenFile()
            : "as configured (paybell.admin.token)");
    log.info(
        "store   {} {}",
        engine.storeTitle(),
        settings.store().url() == null ? "in " + directory.path() : "at " + settings.store());
    log.info("wechat  {}", settings.wechat().baseUrl());
    var accounts = engine.accounts().views();
    if (accounts.isEmpty()) {
      log.warn(
          "no account yet: put one under paybell.accounts in the file of --config, or PUT"
              + " /api/v1/accounts/{name}");
    }
    for (var account : accounts) {
      // The token is in the address on purpose: this is where the merchant takes it from.
      log.info(
          "account {} mchid={} notify_url={}",
          account.account(),
          account.mchid(),
          urls.of(account.notifyToken())
              .orElseGet(
                  () -> NotifyUrls.path(account.notifyToken()) + " (notify.base-url is not set)"));
      var known = engine.accounts().byName(account.account());
      if (known != null) {
        log.info("account {} {}", account.account(), abilities(known));
      }
    }
    for (var subscriber : subscribers.all()) {
      log.info(
          "subscriber {} {} {} events={}",
          subscriber.name(),
          subscriber.channel().kind(),
          subscriber.channel().target(),
          subscriber.events());
    }
    log.info("ready{}", sinceProcessStart());
  }

  /**
   * What may be read on its way, or guessed.
   *
   * @param notifyTokens by account
   */
  static List<String> exposed(PaybellSettings settings, Map<String, String> notifyTokens) {
    var exposed = new ArrayList<String>();
    var host = settings.admin().host();
    if (!isLoopback(host)) {
      exposed.add(
          "admin.host is "
              + host
              + ": the admin API speaks http, so its token crosses the network in clear; leave it"
              + " on 127.0.0.1, or put TLS before it");
    }
    var token = settings.admin().token();
    if (token != null && isWeak(token.value("paybell.admin.token"))) {
      exposed.add("admin.token can be guessed: " + WEAK);
    }
    notifyTokens.forEach(
        (account, notifyToken) -> {
          if (isWeak(notifyToken)) {
            exposed.add("account " + account + ": its notify-token can be guessed: " + WEAK);
          }
        });
    var wechat = settings.wechat().uri();
    if ("http".equals(wechat.getScheme()) && isPublic(wechat.getHost())) {
      exposed.add(
          "wechat.base-url is plain http to a public address: calls and answers cross the network"
              + " in clear; use https");
    }
    return exposed;
  }

  private static boolean isWeak(String token) {
    return token.chars().distinct().count() < FEWEST_CHARACTERS;
  }

  // Names are not resolved: a stand-in on this network has one as a rule.
  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static boolean isPublic(@Nullable String host) {
    if (host == null || !NUMERIC.matcher(host).matches()) {
      return false;
    }
    try {
      var address = InetAddress.getByName(host);
      return !address.isLoopbackAddress()
          && !address.isSiteLocalAddress()
          && !address.isLinkLocalAddress()
          && !address.isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What an account can ask of WeChat Pay, and what it lacks. */
  private String abilities(Account account) {
    var apis = Placing.apis(account);
    var at = "paybell.accounts." + account.name();
    if (apis.isEmpty()) {
      return "only receives: without "
          + at
          + ".v3.merchant-private-key or "
          + at
          + ".v2.key it can neither place, query nor refund";
    }
    var places =
        settings.notifyListener().baseUrl() == null
            ? "cannot place orders without paybell.notify.base-url"
            : "places orders by " + (apis.contains(Api.V3) ? "v3" : "v2");
    // By v2 a refund is sent over a connection that shows the merchant's certificate.
    boolean refunds =
        apis.contains(Api.V3)
            || account.certificate() != null
            || !"https".equals(settings.wechat().uri().getScheme());
    return places + (refunds ? ", refunds" : ", cannot refund without " + at + ".v2.certificate");
  }

  private static String sinceProcessStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(
            start ->
                " in %.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1e3))
        .orElse("");
  }

  /**
   * Holds each notify_url against WeChat Pay's rules, before anything is taken.
   *
   * @throws StartException if one breaks them, naming the rule; while {@code wechat.base-url} is
   *     not WeChat Pay's (a simulator's) it is a warning only
   */
  void check(List<AccountView> accounts) {
    for (var account : accounts) {
      urls.of(account.notifyToken()).ifPresent(url -> check(account.account(), url));
    }
  }

  private void check(String account, String url) {
    var broken = String.join(", ", NotifyUrls.broken(url));
    if (!broken.isEmpty() && settings.wechat().isWechat()) {
      throw new StartException(
          "notify.base-url makes a notify_url for account "
              + account
              + " that WeChat Pay does not take: "
              + broken
              + ". Correct notify.base-url, or leave it out");
    }
    if (!broken.isEmpty()) {
      log.warn(
          "account {}: WeChat Pay would not take the notify_url ({}); no matter to {}",
          account,
          broken,
          settings.wechat().baseUrl());
    }
    if (NotifyUrls.namesPort(url)) {
      log.warn(
          "account {}: the notify_url names a port, which WeChat Pay advises against", account);
    }
  }
}
