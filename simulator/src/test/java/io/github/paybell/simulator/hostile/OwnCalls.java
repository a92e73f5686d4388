package io.github.paybell.simulator.hostile;

import java.util.List;

/**
 * A good call of each of the simulator's own interfaces. PREPAY and MESSAGE stand for ids that only
 * a running simulator gives out.
 */
final class OwnCalls {
  private static final String NOTHING = "{}";
  private static final String ORDER = "/sim/orders/1900000109/HOSTILE0001";
  private static final String SHOP = "https%3A%2F%2Fshop.example%2Fpay";
  private static final String APP = "appid=wx8888888888888888";
  private static final String SECRET = "&secret=TestOnlyAppSecret000000000000000";

  static final List<OwnCall> MERCHANTS =
      List.of(
          OwnCall.control(
              "PUT",
              "/sim/merchants/1900000110",
              """
              {"mchid":"1900000110","appid":"wx1","openid":"o1",
               "v2_key":"TestKeyForSimulatorOnly000000001","certificates":"ONE",
               "callback_key":"CERTIFICATE","sub_mchids":["1900000119"]}
              """),
          OwnCall.control("GET", "/sim/merchants/1900000109", NOTHING),
          OwnCall.control("GET", "/sim/merchants/1900000109/pub_key.pem", NOTHING),
          OwnCall.control("GET", "/sim/config/1900000109?client=paybell", NOTHING));

  static final List<OwnCall> ORDERS =
      List.of(
          OwnCall.control("GET", "/sim/orders?limit=10", NOTHING),
          OwnCall.control("GET", ORDER, NOTHING),
          OwnCall.control(
              "POST",
              ORDER + "/pay",
              """
              {"coupons":[{"type":"CASH","fee":100},
                {"type":"NO_CASH","fee":100,"coupon_id":"1","name":"n","stock_id":"2"}],
               "faults":[{"fault":"delayed","by":1}],
               "openid":"o1","bank_type":"OTHERS","late":false}
              """),
          OwnCall.control("POST", ORDER + "/close", NOTHING),
          OwnCall.control("POST", ORDER + "/refunds/R1/settle", "{\"status\":\"SUCCESS\"}"),
          OwnCall.control("GET", "/sim/messages?out_trade_no=HOSTILE0001&limit=5", NOTHING),
          OwnCall.control("GET", "/sim/messages/MESSAGE", NOTHING),
          OwnCall.control("POST", "/sim/messages/MESSAGE/resend", NOTHING));

  static final List<OwnCall> CONTROL =
      List.of(
          OwnCall.control(
              "PUT",
              "/sim/faults",
              """
              {"[]":[{"fault":"lost","ratio":0.5},{"fault":"duplicate","copies":3,"gap":1},
                {"fault":"other-encoding","charset":"GBK"},{"fault":"huge","bytes":1000},"probe"]}
              """),
          OwnCall.control(
              "PUT", "/sim/clock", "{\"speed\":\"manual\",\"now\":\"2099-01-01T08:00:00+08:00\"}"),
          OwnCall.control("POST", "/sim/clock/advance", "{\"seconds\":15}"),
          OwnCall.control(
              "PUT",
              "/sim/rules",
              """
              {"query-lag":"2s","close-after":300,"refund-outcome":"SUCCESS",
               "bill-ready-at":"10:00","attach-limit":128,"close-paid-status":400,
               "custom-schedule":["15s"],"oauth":true,"user-agent":"x"}
              """),
          OwnCall.control("POST", "/sim/reset", NOTHING),
          OwnCall.control("GET", "/sim/requests?limit=3", NOTHING));

  static final List<OwnCall> PAGES =
      List.of(
          OwnCall.cashier(
              "POST", "/cashier/PREPAY/pay", "{\"password\":\"000000\",\"coupons\":[\"1\"]}"),
          OwnCall.cashier("POST", "/cashier/PREPAY/cancel", NOTHING),
          OwnCall.cashier(
              "POST",
              "/pay.js/check",
              """
              {"via":"getBrandWCPayRequest","url":"https://shop.example/pay","parameters":{
                "appId":"wx8888888888888888","timeStamp":"1767578400","nonceStr":"1",
                "package":"prepay_id=PREPAY","signType":"RSA","paySign":"AAAA"}}
              """),
          OwnCall.page("/cashier/PREPAY?lang=en&redirect_url=" + SHOP),
          OwnCall.page("/cashier/PREPAY/order"),
          OwnCall.page("/cashier/PREPAY/qr"),
          OwnCall.page("/cashier?code_url=weixin%3A%2F%2Fwxpay%2Fbizpayurl%3Fpr%3DPREPAY"),
          OwnCall.page(
              "/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=PREPAY&package=1&redirect_url=" + SHOP),
          OwnCall.page("/qr?text=hello"),
          OwnCall.page(
              "/connect/oauth2/authorize?response_type=code&scope=snsapi_base&state=1&redirect_uri="
                  + SHOP
                  + "&"
                  + APP),
          OwnCall.page(
              "/sns/oauth2/access_token?code=1&grant_type=authorization_code&" + APP + SECRET),
          OwnCall.page(
              "/sns/jscode2session?js_code=sim-1&grant_type=authorization_code&" + APP + SECRET));

  private OwnCalls() {}
}
