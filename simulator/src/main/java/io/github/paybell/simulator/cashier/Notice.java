package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.util.Map;

/** The page that says why there is nothing to pay, or no user to log in. */
final class Notice {
  private static final Html PAGE = new Html("notice.html");

  private Notice() {}

  /**
   * A notice.
   *
   * @param kind {@code notice.KIND} and {@code notice.KIND.help} are its texts
   * @param detail for the developer of the shop
   */
  static Response of(int status, Request request, String kind, String detail) {
    Language language = Language.of(request);
    return PAGE.answer(
            status,
            language,
            Map.of(
                "lang",
                language.tag(),
                "heading",
                language.text("notice." + kind),
                "help",
                language.text("notice." + kind + ".help"),
                "detail",
                detail))
        .noting(detail);
  }
}
