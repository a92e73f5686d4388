package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Refused;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The endpoints of API v2, under their real paths, and once more under {@code /sandboxnew}.
 * Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011936530">unifiedorder</a>
 */
public final class V2Gate {
  private static final String SANDBOX = "/sandboxnew";

  private final Platform platform;
  private final V2Authenticator authenticator;
  private final V2ResponseWriter answers;
  private final V2Endpoint unifiedOrder;
  private final V2Endpoint orderQuery;
  private final V2Endpoint closeOrder;
  private final V2Endpoint refund;
  private final V2Endpoint refundQuery;
  private final BillEndpoint downloadBill;

  /**
   * The endpoints of this platform.
   *
   * @param placing takes orders in
   * @param frequency keeps the documented rates
   * @param bills makes the bills
   * @param baseUrl how browsers reach this platform, without a slash at the end
   */
  public V2Gate(
      Platform platform,
      OrderIntake placing,
      Frequency frequency,
      Bills bills,
      Supplier<String> baseUrl) {
    this.platform = platform;
    this.authenticator = new V2Authenticator(platform);
    this.answers = new V2ResponseWriter(platform);
    this.unifiedOrder = new UnifiedOrderEndpoint(platform, placing, frequency, baseUrl);
    this.orderQuery = new OrderQueryEndpoint(platform, frequency);
    this.closeOrder = new CloseOrderEndpoint(platform, frequency);
    this.refund = new RefundEndpoint(platform, frequency);
    this.refundQuery = new RefundQueryEndpoint(platform, frequency);
    this.downloadBill = new BillEndpoint(bills);
  }

  /** Adds the endpoints. */
  public void routes(Routes routes) {
    for (String prefix : List.of("", SANDBOX)) {
      on(routes, prefix + "/pay/unifiedorder", request -> signed(request, unifiedOrder));
      on(routes, prefix + "/pay/orderquery", request -> signed(request, orderQuery));
      on(routes, prefix + "/pay/closeorder", request -> signed(request, closeOrder));
      on(routes, prefix + "/secapi/pay/refund", request -> signed(request, refund));
      on(routes, prefix + "/pay/refundquery", request -> signed(request, refundQuery));
      on(routes, prefix + "/pay/downloadbill", this::bill);
      on(routes, prefix + "/pay/getsignkey", this::signKey);
    }
    // Some clients leave secapi out in the sandbox, where no certificate was needed.
    on(routes, SANDBOX + "/pay/refund", request -> signed(request, refund));
    on(routes, "/xdc/apiv2getsignkey/sign/getsignkey", this::signKey);
    // Of what is simulated here, the current sandbox has the query and nothing else.
    on(routes, "/xdc/apiv2sandbox/pay/orderquery", request -> signed(request, orderQuery));
    for (String folder : List.of("/pay", "/secapi", "/secapi/pay")) {
      unknown(routes, folder + "/{name}");
      unknown(routes, SANDBOX + folder + "/{name}");
    }
  }

  private static void on(Routes routes, String path, Function<Request, Response> endpoint) {
    routes.on("POST", path, (request, places) -> endpoint.apply(request));
    for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE")) {
      routes.on(
          method,
          path,
          (request, places) ->
              V2ResponseWriter.unsigned(200, "请使用post方法", "REQUIRE_POST_METHOD")
                  .noting("v2 takes POST only. / v2 接口只接受 POST。"));
    }
  }

  private static void unknown(Routes routes, String path) {
    for (String method : List.of("POST", "GET", "HEAD", "PUT", "PATCH", "DELETE")) {
      routes.on(
          method,
          path,
          (request, places) ->
              V2ResponseWriter.unsigned(404, "接口不存在：" + request.path(), null)
                  .noting("This simulator has no such v2 endpoint. / 模拟平台没有此 v2 接口。"));
    }
  }

  private Response signed(Request request, V2Endpoint endpoint) {
    try {
      V2Call call = authenticator.authenticate(request);
      try {
        SenderCheck.require(call, platform.merchants());
        return answers.success(call, endpoint.answer(call));
      } catch (BusinessFailure e) {
        return answers.failure(call, e.errCode(), e.errCodeDes());
      } catch (Refused e) {
        String errCode = V2ErrorCodes.of(e.reason(), platform.rules());
        return answers.failure(call, errCode, String.valueOf(e.getMessage()));
      }
    } catch (ReturnFailure e) {
      return V2ResponseWriter.unsigned(e);
    }
  }

  private Response bill(Request request) {
    try {
      V2Call call = authenticator.authenticate(request);
      SenderCheck.require(call, platform.merchants());
      return downloadBill.answer(call);
    } catch (ReturnFailure e) {
      return BillEndpoint.returnFailed(e);
    } catch (BusinessFailure e) {
      return BillEndpoint.failed(e);
    }
  }

  private Response signKey(Request request) {
    try {
      return SignKeyEndpoint.answer(authenticator.authenticate(request));
    } catch (ReturnFailure e) {
      return V2ResponseWriter.unsigned(e);
    }
  }
}
