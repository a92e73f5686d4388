package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.platform.Merchant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose sender is known. Of one thread. */
final class V3Call {
  private final Request request;
  private final Map<String, String> path;
  private final Merchant caller;
  private @Nullable V3RequestMembers body;

  V3Call(Request request, Map<String, String> path, Merchant caller) {
    this.request = request;
    this.path = path;
    this.caller = caller;
  }

  Request request() {
    return request;
  }

  /** Who signed. */
  Merchant caller() {
    return caller;
  }

  /** What stood in this place of the path. */
  String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /**
   * A number of the merchant that stands in the path.
   *
   * @throws V3Failure PARAM_ERROR if it cannot be one
   */
  String path(String name, Numbers shape) {
    return V3RequestMembers.ofPath(name, path(name)).text(name, shape);
  }

  /**
   * The body, an object.
   *
   * @throws V3Failure PARAM_ERROR if it is not one, or says null anywhere
   */
  V3RequestMembers body() {
    if (body == null) {
      body = V3RequestMembers.ofBody(request.body());
    }
    return body;
  }

  /** The query. */
  V3RequestMembers query() {
    return V3RequestMembers.ofQuery(request.query());
  }

  /**
   * Checks that a member that names the caller names the one who signed.
   *
   * @throws V3Failure PARAM_ERROR
   */
  void requireCaller(V3RequestMembers members, String name) {
    String mchid = members.text(name, 32);
    if (!mchid.equals(caller.mchid())) {
      throw members
          .wrong(
              name,
              "must be the mchid of the Authorization header, " + caller.mchid(),
              "商户号与Http头Authorization中的商户号不一致")
          .internally(InternalCode.MERCHANT_AND_ORDER_DIFFER);
    }
  }

  /**
   * Checks that a member names an appid bound to the caller.
   *
   * @throws V3Failure APPID_MCHID_NOT_MATCH
   */
  String callersAppid(V3RequestMembers members, String name) {
    String appid = members.text(name, 32);
    if (!caller.appids().contains(appid)) {
      throw V3Failure.of(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配，请检查后再试")
          .internally(InternalCode.APPID_NOT_BOUND)
          .noting(appid + " is not bound to " + caller.mchid() + "; bound are " + caller.appids());
    }
    return appid;
  }

  /**
   * Checks that a member names a merchant for which the caller may act as a partner.
   *
   * @throws V3Failure NO_AUTH
   */
  String subMchid(V3RequestMembers members) {
    return permitted(members.text("sub_mchid", 32));
  }

  /** As {@link #subMchid}, or null if it is not named. */
  @Nullable String subMchidIf(V3RequestMembers members) {
    String subMchid = members.textIf("sub_mchid", 1, 32);
    return subMchid == null ? null : permitted(subMchid);
  }

  private String permitted(String subMchid) {
    List<String> known = caller.subMchids();
    if (!known.isEmpty() && !known.contains(subMchid)) {
      throw V3Failure.of(403, "NO_AUTH", "特约商户未授权服务商的产品权限")
          .internally(InternalCode.MERCHANT_AND_ORDER_DIFFER)
          .noting(subMchid + " is no sub-merchant of " + caller.mchid() + ": " + known);
    }
    return subMchid;
  }

  /** Members of the body that no field takes, as JSON pointers. */
  List<String> unknownMembers() {
    return body == null ? List.of() : body.unread();
  }
}
