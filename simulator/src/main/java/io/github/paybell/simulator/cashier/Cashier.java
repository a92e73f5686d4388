package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Platform;
import java.util.function.Supplier;

/**
 * What a payer sees of WeChat Pay: the cashier, the links and codes that lead to it, the script
 * that stands in for WeChat's browser, and the stand-in of OAuth. Thread-safe.
 */
public final class Cashier {
  private final CashierPage page;
  private final Entrances entrances;
  private final QrCodes qrCodes;
  private final PayScript payScript;
  private final OAuth oauth;

  /**
   * The payer's side of a platform.
   *
   * @param platform where orders are looked up and paid
   * @param baseUrl how browsers and phones reach this simulator, without a slash at the end; asked
   *     again for each request, since a free port is known only after the start
   */
  public Cashier(Platform platform, Supplier<String> baseUrl) {
    this.page = new CashierPage(platform);
    this.entrances = new Entrances(platform);
    this.qrCodes = new QrCodes(platform, baseUrl);
    this.payScript = new PayScript(new PaySignCheck(platform), baseUrl);
    this.oauth = new OAuth(platform);
  }

  /** Adds all paths of the payer's side. */
  public void routes(Routes routes) {
    page.routes(routes);
    entrances.routes(routes);
    qrCodes.routes(routes);
    payScript.routes(routes);
    oauth.routes(routes);
  }
}
