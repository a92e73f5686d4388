package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cashier of one {@code prepay_id}: the page, its files, and what it shows. */
final class CashierPage {
  private final Platform platform;
  private final Till till;
  private final Html page = new Html("cashier.html");
  private final String script = Assets.text("cashier.js");
  private final String style = Assets.text("cashier.css");

  CashierPage(Platform platform) {
    this.platform = platform;
    this.till = new Till(platform);
  }

  void routes(Routes routes) {
    routes
        .on("GET", "/cashier.js", (request, path) -> Assets.answer("text/javascript", script))
        .on("GET", "/cashier.css", (request, path) -> Assets.answer("text/css", style))
        .on("GET", "/cashier/{prepay_id}", (request, path) -> page(request, id(path)))
        .on("GET", "/cashier/{prepay_id}/order", (request, path) -> order(id(path)))
        .on("POST", "/cashier/{prepay_id}/pay", (request, path) -> till.pay(request, id(path)))
        .on("POST", "/cashier/{prepay_id}/cancel", (request, path) -> till.cancel(id(path)));
  }

  private static String id(Map<String, String> path) {
    return path.getOrDefault("prepay_id", "");
  }

  private Response page(Request request, String prepayId) {
    try {
      // Only whether there is one: what it shows, it asks for.
      platform.prepay(prepayId);
    } catch (Refused e) {
      return Notice.of(404, request, "prepay", String.valueOf(e.getMessage()));
    }
    Language language = Language.of(request);
    String back = back(request.query("redirect_url"));
    Map<String, String> values = new HashMap<>();
    values.put("lang", language.tag());
    values.put("prepay-id", prepayId);
    values.put("redirect-url", back);
    values.put("other-language", other(language, back));
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    language.texts("page.").forEach(texts::put);
    values.put("texts", texts.toString());
    return page.answer(200, language, values);
  }

  private static String other(Language language, String back) {
    String query = "?lang=" + language.other().tag();
    return back.isEmpty()
        ? query
        : query + "&redirect_url=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
  }

  /** Where the payer goes afterwards; anything but a web page would run in our name. */
  private static String back(@Nullable String redirectUrl) {
    if (redirectUrl == null) {
      return "";
    }
    String lower = redirectUrl.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://") ? redirectUrl : "";
  }

  private Response order(String prepayId) {
    try {
      return Response.json(200, Checkout.of(platform, prepayId).json())
          .with("Cache-Control", "no-store");
    } catch (Refused e) {
      return Till.refused(e);
    }
  }
}
