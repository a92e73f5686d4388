package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.Refused;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** The interface v3 with all its paths. Thread-safe. */
public final class V3Gate {
  private final Platform platform;
  private final Frequency frequency;
  private final V3Authenticator authenticator;
  private final V3ResponseWriter answers;
  private final DirectOrderEndpoints orders;
  private final CombinedOrderEndpoints combined;
  private final OrderQueryEndpoints queries;
  private final CloseOrderEndpoints closing;
  private final RefundEndpoints refunds;
  private final BillEndpoints bills;
  private final CertificateEndpoints certificates;

  /**
   * A gate to this platform.
   *
   * @param placing takes orders in; the platform itself, or what stands in front of it
   * @param frequency counts calls
   * @param bills writes bills
   * @param real real time, for signatures and their freshness
   * @param baseUrl where browsers reach this simulator, without a slash at the end
   */
  public V3Gate(
      Platform platform,
      OrderIntake placing,
      Frequency frequency,
      Bills bills,
      Clock real,
      Supplier<String> baseUrl) {
    this.platform = platform;
    this.frequency = frequency;
    this.authenticator = new V3Authenticator(platform.merchants(), real);
    this.answers = new V3ResponseWriter(platform, real);
    PrepayAnswers prepays = new PrepayAnswers(platform, answers, baseUrl);
    this.orders = new DirectOrderEndpoints(platform, placing, prepays);
    this.combined = new CombinedOrderEndpoints(platform, placing, prepays);
    this.queries = new OrderQueryEndpoints(platform, answers);
    this.closing = new CloseOrderEndpoints(platform, answers);
    this.refunds = new RefundEndpoints(platform, answers);
    this.bills = new BillEndpoints(platform, bills, answers);
    this.certificates = new CertificateEndpoints(platform, answers);
  }

  /** Adds all paths. */
  public void routes(Routes routes) {
    for (OrderPath path : OrderPath.values()) {
      post(routes, "/v3/pay/transactions/" + path.path(), CallKind.ORDER, orders.direct(path));
      post(
          routes,
          "/v3/pay/partner/transactions/" + path.path(),
          CallKind.ORDER,
          orders.partner(path));
      post(routes, "/v3/combine-transactions/" + path.path(), CallKind.ORDER, combined.place(path));
    }
    queries(routes, "/v3/pay/transactions", "out_trade_no", queries::direct, queries::directById);
    queries(
        routes,
        "/v3/pay/partner/transactions",
        "out_trade_no",
        queries::partner,
        queries::partnerById);
    queries(
        routes,
        "/v3/combine-transactions",
        "combine_out_trade_no",
        queries::combined,
        queries::combinedById);
    close(routes, "/v3/pay/transactions", "out_trade_no", closing::direct);
    close(routes, "/v3/pay/partner/transactions", "out_trade_no", closing::partner);
    close(routes, "/v3/combine-transactions", "combine_out_trade_no", closing::combined);
    post(routes, "/v3/refund/domestic/refunds", CallKind.REFUND, refunds::ask);
    get(
        routes,
        "/v3/refund/domestic/refunds/{out_refund_no}",
        CallKind.REFUND_QUERY,
        refunds::query);
    post(
        routes,
        "/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund",
        CallKind.REFUND,
        refunds::retry);
    get(routes, "/v3/bill/tradebill", CallKind.BILL, bills::trade);
    get(routes, "/v3/bill/fundflowbill", CallKind.BILL, bills::fundFlow);
    get(routes, "/v3/billdownload/file", CallKind.BILL, bills::download);
    get(routes, "/v3/certificates", CallKind.CERTIFICATES, certificates::list);
  }

  /** The answer to a request for a path under {@code /v3/} that does not exist. */
  public Response notFound(Request request) {
    return answers.failure(
        V3Failure.of(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在")
            .noting("There is no " + request.path() + " here."));
  }

  /** The answer to a request for a path under {@code /v3/} that takes other methods only. */
  public Response wrongMethod(Request request) {
    return answers.failure(
        V3Failure.of(405, "METHOD_NOT_ALLOWED", "不支持的Http方法")
            .noting(request.path() + " does not take " + request.method() + "."));
  }

  private void queries(
      Routes routes, String base, String number, V3Endpoint byNumber, V3Endpoint byId) {
    get(routes, base + "/out-trade-no/{" + number + "}", CallKind.QUERY, byNumber);
    get(routes, base + "/id/{transaction_id}", CallKind.QUERY, byId);
  }

  private void close(Routes routes, String base, String number, V3Endpoint endpoint) {
    post(routes, base + "/out-trade-no/{" + number + "}/close", CallKind.CLOSE, endpoint);
  }

  private void get(Routes routes, String path, CallKind service, V3Endpoint endpoint) {
    routes.on("GET", path, (request, places) -> answer(request, places, service, endpoint));
  }

  private void post(Routes routes, String path, CallKind service, V3Endpoint endpoint) {
    routes.on("POST", path, (request, places) -> answer(request, places, service, endpoint));
  }

  private Response answer(
      Request request, Map<String, String> path, CallKind service, V3Endpoint endpoint) {
    String mchid = null;
    try {
      V3Call call = new V3Call(request, path, authenticator.authenticate(request));
      mchid = call.caller().mchid();
      Frequency.Kind counted = service.counted();
      if (counted != null) {
        frequency.count(mchid, counted);
      }
      return endpoint.answer(call);
    } catch (V3Failure e) {
      return answers.failure(mchid == null ? e : counted(mchid, service, e));
    } catch (Refused e) {
      V3Failure failure = V3ErrorCodes.of(e, service, platform.rules());
      return answers.failure(mchid == null ? failure : counted(mchid, service, failure));
    }
  }

  /** Refunds that are refused have a rate of their own, and a much lower one. */
  private V3Failure counted(String mchid, CallKind service, V3Failure failure) {
    if (service == CallKind.REFUND && failure.status() != 429) {
      try {
        frequency.count(mchid, Frequency.Kind.FAULTY_REFUND);
      } catch (Refused e) {
        return V3ErrorCodes.of(e, service, platform.rules());
      }
    }
    return failure;
  }
}
