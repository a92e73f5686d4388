package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What leads to the cashier: a scanned {@code code_url}, and the link of an H5 payment. */
final class Entrances {
  /** Documented life of {@code h5_url} and {@code mweb_url}. */
  private static final Duration LINK_LIFE = Duration.ofMinutes(5);

  private static final String CODE_URL = "weixin://wxpay/bizpayurl";

  private final Platform platform;

  Entrances(Platform platform) {
    this.platform = platform;
  }

  void routes(Routes routes) {
    routes
        .on("GET", "/cashier", (request, path) -> scanned(request))
        .on("GET", "/cgi-bin/mmpayweb-bin/checkmweb", (request, path) -> followed(request));
  }

  private Response scanned(Request request) {
    String codeUrl = request.query("code_url");
    int at = codeUrl == null ? -1 : codeUrl.indexOf("pr=");
    if (codeUrl == null || !codeUrl.startsWith(CODE_URL) || at < 0) {
      return Notice.of(
          400, request, "code", "code_url must be " + CODE_URL + "?pr=…, was " + codeUrl);
    }
    String pr = codeUrl.substring(at + 3);
    try {
      Prepay prepay = platform.prepay(pr.contains("&") ? pr.substring(0, pr.indexOf('&')) : pr);
      if (isReplaced(prepay)) {
        return Notice.of(
            410, request, "code", "a later call for the same order made this code_url useless");
      }
      return toCashier(prepay, null);
    } catch (Refused e) {
      return Notice.of(404, request, "code", String.valueOf(e.getMessage()));
    }
  }

  /** In v3 the next call for the same order makes the older code useless; v2 says nothing. */
  private boolean isReplaced(Prepay prepay) {
    if (platform.order(prepay.orders().get(0)).terms().api() != Api.V3) {
      return false;
    }
    Prepay newest = platform.newestPrepay(prepay.orders().get(0));
    return newest != null && newest.issuedAt().isAfter(prepay.issuedAt());
  }

  private Response followed(Request request) {
    String prepayId = request.query("prepay_id");
    if (prepayId == null || request.query("package") == null) {
      return Notice.of(400, request, "link", "the link needs prepay_id and package");
    }
    try {
      Prepay prepay = platform.prepay(prepayId);
      if (prepay.tradeType() != PlatformTradeType.MWEB) {
        return Notice.of(
            400, request, "link", "this prepay_id is for " + prepay.tradeType() + ", not for H5");
      }
      if (platform.clock().now().isAfter(prepay.issuedAt().plus(LINK_LIFE))) {
        return Notice.of(410, request, "link-old", "the link was valid for 5 minutes");
      }
      return toCashier(prepay, request.query("redirect_url"));
    } catch (Refused e) {
      return Notice.of(404, request, "link", String.valueOf(e.getMessage()));
    }
  }

  private static Response toCashier(Prepay prepay, @Nullable String redirectUrl) {
    String cashier = "/cashier/" + prepay.prepayId();
    return Response.redirect(
        redirectUrl == null
            ? cashier
            : cashier + "?redirect_url=" + URLEncoder.encode(redirectUrl, StandardCharsets.UTF_8));
  }
}
