package io.github.paybell.simulator.cashier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A page's wish to open the cashier.
 *
 * @param via what the page called
 * @param url of the page
 * @param parameters those that are text, by WeChat's names
 * @param notText names of those that are there and are not text
 */
record PayCall(Via via, String url, Map<String, String> parameters, Set<String> notText) {
  /** What a page can call. */
  enum Via {
    /** {@code WeixinJSBridge.invoke('getBrandWCPayRequest', …)}: a page in WeChat's browser. */
    BRIDGE("getBrandWCPayRequest", true, true),
    /** {@code wx.chooseWXPay}: the same by JS-SDK, which knows the appid from its configuration. */
    JS_SDK("chooseWXPay", false, true),
    /** {@code wx.requestPayment}: a mini program, which is one appid and has no address. */
    MINI_PROGRAM("requestPayment", false, false);

    private final String call;
    private final boolean appId;
    private final boolean directory;

    Via(String call, boolean appId, boolean directory) {
      this.call = call;
      this.appId = appId;
      this.directory = directory;
    }

    /** Whether {@code appId} must be among the parameters. */
    boolean needsAppId() {
      return appId;
    }

    /** Whether the page must lie under an authorised directory. */
    boolean needsDirectory() {
      return directory;
    }

    static Via called(String name) {
      for (Via via : values()) {
        if (via.call.equals(name)) {
          return via;
        }
      }
      throw new IllegalArgumentException(
          "\"via\" is getBrandWCPayRequest, chooseWXPay or requestPayment, was \"" + name + "\"");
    }
  }

  PayCall {
    parameters = Map.copyOf(parameters);
    notText = Set.copyOf(notText);
  }

  /**
   * Reads {@code {"via":…,"url":…,"parameters":{…}}}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static PayCall of(JsonNode json) {
    if (!json.path("parameters").isObject()) {
      throw new IllegalArgumentException("\"parameters\" is an object");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Set<String> notText = new TreeSet<>();
    json.path("parameters")
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isString()) {
                parameters.put(member.getKey(), member.getValue().stringValue());
              } else if (!member.getValue().isNull()) {
                notText.add(member.getKey());
              }
            });
    return new PayCall(
        Via.called(json.path("via").asString("")),
        json.path("url").asString(""),
        parameters,
        notText);
  }

  /** A parameter, or empty text. */
  String get(String name) {
    return parameters.getOrDefault(name, "");
  }
}
