package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Refused;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** QR codes as SVG: of any text, and of a cashier's address for a phone in the same network. */
final class QrCodes {
  /** The white margin that the standard asks for, in modules. */
  private static final int QUIET = 4;

  private final Platform platform;
  private final Supplier<String> baseUrl;

  QrCodes(Platform platform, Supplier<String> baseUrl) {
    this.platform = platform;
    this.baseUrl = baseUrl;
  }

  void routes(Routes routes) {
    routes
        .on("GET", "/qr", (request, path) -> svg(request.query("text")))
        .on(
            "GET",
            "/cashier/{prepay_id}/qr",
            (request, path) -> cashier(path.getOrDefault("prepay_id", "")));
  }

  private Response cashier(String prepayId) {
    try {
      return svg(baseUrl.get() + "/cashier/" + platform.prepay(prepayId).prepayId());
    } catch (Refused e) {
      return Response.text(404, String.valueOf(e.getMessage()));
    }
  }

  private static Response svg(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Response.text(400, "/qr needs ?text=, URL-encoded");
    }
    try {
      String svg = drawn(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
      return Response.of(200, "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    } catch (DataTooLongException e) {
      return Response.text(400, "the text is too long for a QR code");
    }
  }

  private static String drawn(QrCode code) {
    int side = code.size + 2 * QUIET;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(',').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"".formatted(side, side)
        + " width=\"256\" height=\"256\" shape-rendering=\"crispEdges\" role=\"img\""
        + " aria-label=\"QR\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\""
        + path
        + "\" fill=\"#000\"/></svg>";
  }
}
