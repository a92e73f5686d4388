package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Handler;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Platform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for WeChat's login: the one who logs in is the merchant's test user, without being
 * asked. Pages by {@code /connect/oauth2/authorize}, mini programs by {@code jscode2session}.
 */
final class OAuth {
  private static final Set<String> SCOPES = Set.of("snsapi_base", "snsapi_userinfo");
  private static final int TOKEN_SECONDS = 7200;

  /** A code that begins so is always good: a mini program under test has no wx.login. */
  private static final String FREE_CODE = "sim-";

  private final Platform platform;
  private final LoginCodes codes;

  OAuth(Platform platform) {
    this.platform = platform;
    this.codes = new LoginCodes(platform.clock(), platform.dice());
  }

  void routes(Routes routes) {
    on(routes, "/connect/oauth2/authorize", this::authorize);
    on(routes, "/sns/oauth2/access_token", this::accessToken);
    on(routes, "/sns/jscode2session", this::session);
  }

  private void on(Routes routes, String path, Handler handler) {
    routes.on(
        "GET",
        path,
        (request, places) ->
            platform.rules().oauth()
                ? handler.handle(request)
                : Response.text(404, "the stand-in for OAuth is switched off (rules: oauth)"));
  }

  private Response authorize(Request request) {
    String appid = value(request, "appid");
    String redirectUri = value(request, "redirect_uri");
    String scope = value(request, "scope");
    if (merchant(appid) == null) {
      return Notice.of(400, request, "login", "AppID 参数错误: no such appid \"" + appid + "\"");
    }
    // A control character cannot stand in the header that sends the browser there.
    if (!redirectUri.matches("https?://[^/\\p{Cntrl}]\\P{Cntrl}*")) {
      return Notice.of(
          400,
          request,
          "login",
          "redirect_uri 参数错误: an absolute address, URL-encoded; was \"" + redirectUri + "\"");
    }
    if (!value(request, "response_type").equals("code")) {
      return Notice.of(400, request, "login", "response_type 参数错误: must be \"code\"");
    }
    if (!SCOPES.contains(scope)) {
      return Notice.of(
          400, request, "login", "Scope 参数错误或没有 Scope 权限: one of " + SCOPES + ", was " + scope);
    }
    return Response.redirect(back(redirectUri, codes.issue(appid, scope), value(request, "state")));
  }

  private static String back(String redirectUri, String code, String state) {
    int fragment = redirectUri.indexOf('#');
    String page = fragment < 0 ? redirectUri : redirectUri.substring(0, fragment);
    return page
        + (page.indexOf('?') < 0 ? "?" : "&")
        + "code="
        + code
        + "&state="
        + URLEncoder.encode(state, StandardCharsets.UTF_8)
        + (fragment < 0 ? "" : redirectUri.substring(fragment));
  }

  private Response accessToken(Request request) {
    Response fault = fault(request);
    if (fault != null) {
      return fault;
    }
    String appid = value(request, "appid");
    String code = value(request, "code");
    LoginCodes.Taken taken = codes.take(code, appid);
    if (!(taken instanceof LoginCodes.Taken.Good good)) {
      return refused(taken);
    }
    Dice dice = platform.dice();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("access_token", dice.alphanumeric(107, "access token", code));
    json.put("expires_in", TOKEN_SECONDS);
    json.put("refresh_token", dice.alphanumeric(107, "refresh token", code));
    json.put("openid", openid(appid));
    json.put("scope", good.scope());
    return json(json);
  }

  private Response session(Request request) {
    Response fault = fault(request);
    if (fault != null) {
      return fault;
    }
    String appid = value(request, "appid");
    String code = value(request, "js_code");
    if (!code.startsWith(FREE_CODE)) {
      LoginCodes.Taken taken = codes.take(code, appid);
      if (!(taken instanceof LoginCodes.Taken.Good)) {
        return refused(taken);
      }
    }
    byte[] key = new byte[16];
    platform.dice().random("session key", appid, code).nextBytes(key);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("session_key", Base64.getEncoder().encodeToString(key));
    json.put("openid", openid(appid));
    return json(json);
  }

  /** What is wrong with appid, secret or grant_type, or null. */
  private @Nullable Response fault(Request request) {
    Merchant merchant = merchant(value(request, "appid"));
    if (merchant == null) {
      return error(40013, "invalid appid");
    }
    if (!merchant.appSecret().equals(value(request, "secret"))) {
      return error(40125, "invalid appsecret");
    }
    return value(request, "grant_type").equals("authorization_code")
        ? null
        : error(40002, "invalid grant_type");
  }

  private static Response refused(LoginCodes.Taken taken) {
    return taken instanceof LoginCodes.Taken.Used
        ? error(40163, "code been used")
        : error(40029, "invalid code");
  }

  private static Response error(int errcode, String errmsg) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json(json.put("errcode", errcode).put("errmsg", errmsg)).noting(errmsg);
  }

  /** Always 200 and text/plain: clients that insist on the type of JSON fail here, too. */
  private static Response json(ObjectNode json) {
    return Response.text(200, json.toString());
  }

  private String openid(String appid) {
    Merchant merchant = merchant(appid);
    return merchant == null ? "" : merchant.openid();
  }

  private @Nullable Merchant merchant(String appid) {
    return platform.merchants().all().stream()
        .filter(merchant -> merchant.appids().contains(appid))
        .findFirst()
        .orElse(null);
  }

  private static String value(Request request, String name) {
    String value = request.query(name);
    return value == null ? "" : value;
  }
}
