package io.github.paybell.server;

import io.github.paybell.engine.account.AccountView;
import io.github.paybell.server.office.NotifyUrls;
import io.github.paybell.server.settings.PaybellSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start where everything is, and what WeChat Pay would hold against it. */
record StartReport(
    PaybellSettings settings, List<String> warnings, DataDirectory directory, NotifyUrls urls) {
  private static final Logger log = LoggerFactory.getLogger(PaybellServer.class);

  void log(int doorPort, int officePort, String storeTitle, List<AccountView> accounts) {
    warnings.forEach(log::warn);
    log.info("door    http://{}:{}/notify/…  (public)", settings.door().host(), doorPort);
    log.info("office  http://{}:{}/api/v1  (private)", settings.office().host(), officePort);
    log.info(
        "token   {}",
        settings.office().token() == null
            ? "in " + directory.tokenFile()
            : "as configured (paybell.office.token)");
    log.info(
        "store   {} {}",
        storeTitle,
        settings.store().url() == null ? "in " + directory.path() : "at " + settings.store());
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
                  () -> NotifyUrls.path(account.notifyToken()) + " (door.base-url is not set)"));
      urls.of(account.notifyToken()).ifPresent(url -> check(account.account(), url));
    }
    log.info("ready{}", sinceProcessStart());
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

  private void check(String account, String url) {
    var broken = NotifyUrls.broken(url);
    if (!broken.isEmpty()) {
      log.warn(
          "account {}: the notify_url breaks rules of WeChat Pay{}: {}",
          account,
          settings.wechat().isWechat() ? "" : " (no matter to " + settings.wechat().baseUrl() + ")",
          String.join(", ", broken));
    }
  }
}
