package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Prepay;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What a merchant gets for an order: the id or the link that opens the cashier. */
final class PrepayAnswers {
  private static final String PATH = "/cgi-bin/mmpayweb-bin/checkmweb";
  private static final int PACKAGE_LENGTH = 10;

  private final Platform platform;
  private final V3ResponseWriter answers;
  private final Supplier<String> baseUrl;

  PrepayAnswers(Platform platform, V3ResponseWriter answers, Supplier<String> baseUrl) {
    this.platform = platform;
    this.answers = answers;
    this.baseUrl = baseUrl;
  }

  Response of(V3Call call, Prepay prepay) {
    ObjectNode body = Json.object();
    switch (prepay.tradeType()) {
      case JSAPI, APP -> body.put("prepay_id", prepay.prepayId());
      case NATIVE -> body.put("code_url", "weixin://wxpay/bizpayurl?pr=" + prepay.prepayId());
      case MWEB -> body.put("h5_url", h5Url(prepay.prepayId()));
    }
    return answers.ok(call, body);
  }

  private String h5Url(String prepayId) {
    String origin = platform.rules().officialLinks() ? "https://wx.tenpay.com" : baseUrl.get();
    String digits = platform.dice().digits(PACKAGE_LENGTH, "h5 package", prepayId);
    return origin + PATH + "?prepay_id=" + prepayId + "&package=" + digits;
  }
}
