package io.github.paybell.server;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placing;
import io.github.paybell.server.settings.PaybellSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start where everything is, and what WeChat Pay would hold against it. */
record StartReport(
    PaybellSettings settings,
    List<String> warnings,
    DataDirectory directory,
    NotifyUrls urls,
    Telling telling) {
  private static final Logger log = LoggerFactory.getLogger(PaybellServer.class);

  void log(int notifyPort, int adminPort, Engine engine) {
    warnings.forEach(log::warn);
    telling.warnings(settings).forEach(log::warn);
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
    for (var subscriber : telling.subscribers()) {
      log.info(
          "subscriber {} {} {} events={}",
          subscriber.name(),
          subscriber.channel().kind(),
          subscriber.channel().target(),
          subscriber.events());
    }
    log.info("ready{}", sinceProcessStart());
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
