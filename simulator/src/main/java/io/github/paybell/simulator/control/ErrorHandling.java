package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Refused;
import java.util.Map;
import java.util.NoSuchElementException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes an answer of what went wrong: {@code {"error": …}} and 400, 404 or 409. */
final class ErrorHandling implements Routes.Routed {
  private final Routes.Routed inner;

  ErrorHandling(Routes.Routed inner) {
    this.inner = inner;
  }

  @Override
  public Response handle(Request request, Map<String, String> path) {
    try {
      return inner.handle(request, path);
    } catch (Refused e) {
      return error(status(e.reason()), sentence(e.reason()) + " (" + e.getMessage() + ")");
    } catch (NoSuchElementException e) {
      return error(404, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  static Response error(int status, String sentence) {
    return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", sentence));
  }

  private static int status(Refused.Reason reason) {
    return switch (reason) {
      case ORDER_NOT_FOUND, REFUND_NOT_FOUND, PREPAY_INVALID -> 404;
      case COUPONS_TOO_MUCH -> 400;
      case TOO_FREQUENT -> 429;
      default -> 409;
    };
  }

  /** The platform speaks to merchants in Chinese; here is what it means. */
  private static String sentence(Refused.Reason reason) {
    return switch (reason) {
      case ORDER_NOT_FOUND -> "there is no such order";
      case ORDER_PAID -> "the order is paid already";
      case ORDER_CLOSED ->
          "the order is closed or has expired; pay it with \"late\":true all the same";
      case CLOSE_TOO_EARLY -> "the order cannot be closed yet, see the rule close-after";
      case COUPONS_TOO_MUCH -> "coupons leave nothing to pay";
      case REFUND_NOT_FOUND -> "there is no such refund";
      case REFUND_STATE -> "the refund has ended already";
      default -> "the platform refuses: " + reason;
    };
  }
}
