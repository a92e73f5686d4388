package io.github.paybell.simulator.control;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultJson;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Prepay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Orders: look, pay as the user would, close, end a refund. */
final class OrderEndpoints {
  private static final String ORDER = "/sim/orders/{mchid}/{out_trade_no}";
  private static final List<String> PAY_MEMBERS =
      List.of("coupons", "faults", "openid", "bank_type", "late");
  private static final List<String> COUPON_MEMBERS =
      List.of("type", "fee", "coupon_id", "name", "stock_id");

  private final Platform platform;
  private final Supplier<String> baseUrl;

  OrderEndpoints(Platform platform, Supplier<String> baseUrl) {
    this.platform = platform;
    this.baseUrl = baseUrl;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/orders", new ErrorHandling((request, path) -> list(request)));
    routes.on("GET", ORDER, new ErrorHandling((request, path) -> one(key(path))));
    routes.on("POST", ORDER + "/pay", new ErrorHandling(this::pay));
    routes.on("POST", ORDER + "/close", new ErrorHandling(this::close));
    routes.on("POST", ORDER + "/refunds/{out_refund_no}/settle", new ErrorHandling(this::settle));
  }

  private Response list(Request request) {
    List<PlatformOrder> newest =
        new ArrayList<>(RequestInput.last(platform.orders(), RequestInput.limit(request)));
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (int i = newest.size() - 1; i >= 0; i--) {
      json.add(json(newest.get(i)));
    }
    return Response.json(200, json);
  }

  private Response one(PlatformOrderKey key) {
    return Response.json(200, json(platform.order(key)));
  }

  private ObjectNode json(PlatformOrder order) {
    ObjectNode json = OrderJson.of(order);
    Prepay prepay = platform.newestPrepay(order.key());
    if (prepay != null) {
      json.put("prepay_id", prepay.prepayId());
      json.put("cashier", baseUrl.get() + "/cashier/" + prepay.prepayId());
    }
    return json;
  }

  private PlatformOrderKey key(Map<String, String> path) {
    String mchid = path.getOrDefault("mchid", "");
    Merchant merchant = platform.merchants().find(mchid);
    return new PlatformOrderKey(
        merchant == null ? mchid : merchant.mchid(), path.getOrDefault("out_trade_no", ""));
  }

  private Response pay(Request request, Map<String, String> path) {
    PlatformOrderKey key = key(path);
    JsonMembers said = new JsonMembers("a payment", RequestInput.json(request), PAY_MEMBERS);
    Paying how =
        new Paying(
            coupons(key, said.node("coupons")),
            said.text("openid"),
            RequestInput.or(said.text("bank_type"), Paying.PLAIN.bankType()),
            said.flag("late", false),
            faults(said.node("faults")));
    platform.pay(key, how);
    return one(key);
  }

  private static List<Fault> faults(@Nullable JsonNode json) {
    if (json == null) {
      return List.of();
    }
    List<StandingFault> faults = FaultJson.list(json);
    if (faults.stream().anyMatch(fault -> fault.ratio() != 1)) {
      throw new IllegalArgumentException(
          "faults of one payment strike or do not: a ratio other than 1 is for PUT /sim/faults");
    }
    return faults.stream().map(StandingFault::fault).toList();
  }

  private List<Coupon> coupons(PlatformOrderKey key, @Nullable JsonNode json) {
    if (json == null) {
      return List.of();
    }
    if (!json.isArray()) {
      throw new IllegalArgumentException(
          "coupons is a list such as [{\"type\":\"CASH\",\"fee\":100}], not " + json);
    }
    List<Coupon> coupons = new ArrayList<>();
    for (JsonNode element : json) {
      coupons.add(
          coupon(new JsonMembers("a coupon", element, COUPON_MEMBERS), key, coupons.size()));
    }
    return coupons;
  }

  private Coupon coupon(JsonMembers said, PlatformOrderKey key, int number) {
    Coupon.Type type = said.choice("type", Coupon.Type.class);
    if (type == null) {
      throw new IllegalArgumentException("type of a coupon is CASH or NO_CASH; it is missing");
    }
    String id = said.text("coupon_id");
    String stock = said.text("stock_id");
    return new Coupon(
        type,
        id == null ? platform.dice().digits(11, "coupon", key, number) : id,
        RequestInput.or(said.text("name"), type == Coupon.Type.CASH ? "充值型代金券" : "免充值型代金券"),
        stock == null ? platform.dice().digits(8, "stock", key, number) : stock,
        said.fen("fee"));
  }

  private Response close(Request request, Map<String, String> path) {
    platform.close(key(path));
    return one(key(path));
  }

  private Response settle(Request request, Map<String, String> path) {
    JsonMembers said =
        new JsonMembers("the end of a refund", RequestInput.json(request), List.of("status"));
    PlatformRefund.Status status = said.choice("status", PlatformRefund.Status.class);
    if (status == null || status == PlatformRefund.Status.PROCESSING) {
      throw new IllegalArgumentException("status is SUCCESS, CLOSED or ABNORMAL");
    }
    PlatformOrderKey key = key(path);
    PlatformRefund refund = platform.settle(key, path.getOrDefault("out_refund_no", ""), status);
    return Response.json(200, OrderJson.of(platform.order(key), refund));
  }
}
