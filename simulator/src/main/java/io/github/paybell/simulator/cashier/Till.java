package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what the payer does at the cashier: {@code {"password":"123456","coupons":["1…"]}}. Any six
 * digits pay but {@link #WRONG_PASSWORD}.
 */
final class Till {
  /** So that a shop can see what becomes of an order whose payer mistypes. */
  static final String WRONG_PASSWORD = "000000";

  private final Platform platform;

  Till(Platform platform) {
    this.platform = platform;
  }

  /** Pays. */
  Response pay(Request request, String prepayId) {
    try {
      JsonNode body = JsonMapper.shared().readTree(request.body());
      String password = body.path("password").asString("");
      if (!password.matches("[0-9]{6}")) {
        return fail(400, "fail", "PASSWORD", "\"password\" is text of six digits");
      }
      if (password.equals(WRONG_PASSWORD)) {
        return fail(403, "wrong_password", "WRONG_PASSWORD", "支付密码错误，请重试");
      }
      Checkout checkout = Checkout.of(platform, prepayId);
      List<Coupon> coupons = coupons(checkout, body.path("coupons"));
      platform.pay(checkout.prepay().orders().get(0), Paying.PLAIN.using(coupons));
      ObjectNode paid = Checkout.of(platform, prepayId).json();
      return Response.json(200, paid.put("result", "ok"));
    } catch (JacksonException e) {
      return fail(400, "fail", "BODY", "the body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return fail(400, "fail", "COUPONS", String.valueOf(e.getMessage()));
    } catch (Refused e) {
      return refused(e);
    }
  }

  /** Leaves without paying; the order stays as it is. */
  Response cancel(String prepayId) {
    try {
      return Response.json(200, Checkout.of(platform, prepayId).json().put("result", "cancel"));
    } catch (Refused e) {
      return refused(e);
    }
  }

  private static List<Coupon> coupons(Checkout checkout, JsonNode json) {
    if (!json.isArray() && !json.isMissingNode() && !json.isNull()) {
      throw new IllegalArgumentException("\"coupons\" is a list of coupon_id");
    }
    Set<String> wanted = new LinkedHashSet<>();
    json.forEach(id -> wanted.add(id.asString("")));
    List<Coupon> coupons = new ArrayList<>();
    for (Coupon coupon : checkout.coupons()) {
      if (wanted.remove(coupon.id())) {
        coupons.add(coupon);
      }
    }
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException("not offered for this order: coupons " + wanted);
    }
    return coupons;
  }

  /** The platform's refusal, for the page. */
  static Response refused(Refused refused) {
    int status =
        switch (refused.reason()) {
          case PREPAY_INVALID, ORDER_NOT_FOUND -> 404;
          case COUPONS_TOO_MUCH -> 400;
          default -> 409;
        };
    return fail(status, "fail", refused.reason().name(), String.valueOf(refused.getMessage()));
  }

  private static Response fail(int status, String result, String code, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return Response.json(
        status, json.put("result", result).put("code", code).put("message", message));
  }
}
