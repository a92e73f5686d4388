package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.Placing;
import io.github.paybell.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start where notifications are taken, and what WeChat Pay would hold against it. */
final class StartReport {
  private static final Logger log = LoggerFactory.getLogger("io.github.paybell.spring");

  private final PaybellProperties properties;
  private final NotifyUrls urls;
  private final String path;
  private final Listeners listeners;

  /**
   * @param path context path and endpoint
   */
  StartReport(PaybellProperties properties, NotifyUrls urls, String path, Listeners listeners) {
    this.properties = properties;
    this.urls = urls;
    this.path = path;
    this.listeners = listeners;
  }

  /**
   * Holds each notify_url against WeChat Pay's rules.
   *
   * @throws SettingsException if one breaks them; while {@code paybell.wechat.base-url} is not
   *     WeChat Pay's it is a warning only
   */
  void check(Engine engine) {
    for (var account : engine.accounts().all()) {
      urls.of(account.notifyToken()).ifPresent(url -> check(account.name(), url));
    }
  }

  private void check(String account, String url) {
    var broken = String.join(", ", NotifyUrls.broken(url));
    if (!broken.isEmpty() && properties.wechat().isWechat()) {
      throw new SettingsException(
          "paybell.base-url makes a notify_url for account "
              + account
              + " that WeChat Pay does not take: "
              + broken
              + ".",
          "Set paybell.base-url to the https address under which WeChat Pay reaches this shop, or"
              + " leave it out if the shop only receives.");
    }
    if (!broken.isEmpty()) {
      log.warn(
          "account {}: WeChat Pay would not take the notify_url ({}); no matter to {}",
          account,
          broken,
          properties.wechat().baseUrl());
    }
    if (properties.wechat().isWechat() && NotifyUrls.namesPort(url)) {
      log.warn(
          "account {}: the notify_url names a port, which WeChat Pay advises against", account);
    }
  }

  void log(Engine engine) {
    for (var account : engine.accounts().all()) {
      // The token is in the address on purpose: this is where the merchant takes it from.
      log.info(
          "Paybell account {} mchid={} notify_url={}{}",
          account.name(),
          account.mchid(),
          urls.of(account.notifyToken())
              .orElseGet(
                  () -> path + "/" + account.notifyToken() + " (paybell.base-url is not set)"),
          Placing.apis(account).isEmpty()
              ? ", only receives: without v3.merchant-private-key or v2.key it can neither place,"
                  + " query nor refund"
              : "");
    }
    if (engine.accounts().all().isEmpty()) {
      log.warn("{}", AccountsProblem.none().getMessage());
    }
    if (!properties.listener().enabled()) {
      log.warn(
          "paybell.listener.enabled is false: payments are recorded, no PaymentListener is called,"
              + " and payment.succeeded is not told, because other code of the shop acts on"
              + " payments");
    } else if (listeners.all().isEmpty()) {
      log.info(
          "Paybell found no PaymentListener bean: payments are recorded, and nothing of the shop is"
              + " told");
    }
  }
}
