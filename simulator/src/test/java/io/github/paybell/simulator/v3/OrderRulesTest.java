package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.json;
import static io.github.paybell.simulator.v3.Till.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What an order's members must be")
class OrderRulesTest {
  private static final String JSAPI = "/v3/pay/transactions/jsapi";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        // pointer, value (absent if empty), part of the message
        Arguments.of("/appid", "", "必填性规则校验失败"),
        Arguments.of("/description", "", "必填性规则校验失败"),
        Arguments.of("/description", "\"\"", "字符数 0，小于最小值 1"),
        Arguments.of("/description", "\"" + "咖".repeat(128) + "\"", "字符数 128，大于最大值 127"),
        Arguments.of("/description", "\"😀\"", "四字节"),
        Arguments.of("/description", "\"\\ud83d\\ude00\"", "四字节"),
        Arguments.of("/description", "7", "需要一个合法的字符串"),
        Arguments.of("/description", "null", "null"),
        Arguments.of("/out_trade_no", "\"12345\"", "小于最小值 6"),
        Arguments.of("/out_trade_no", "\"" + "1".repeat(33) + "\"", "大于最大值 32"),
        Arguments.of("/out_trade_no", "\"order@0001\"", "正则表达式"),
        Arguments.of("/out_trade_no", "\"订单000001\"", "正则表达式"),
        Arguments.of("/attach", "\"" + "a".repeat(129) + "\"", "大于最大值 128"),
        Arguments.of("/goods_tag", "\"" + "a".repeat(33) + "\"", "大于最大值 32"),
        Arguments.of("/support_fapiao", "\"true\"", "布尔值"),
        Arguments.of("/time_expire", "\"2026-01-01 10:00:00\"", "rfc3339"),
        Arguments.of("/time_expire", "\"20260101100000\"", "rfc3339"),
        Arguments.of("/amount", "", "必填性规则校验失败"),
        Arguments.of("/amount", "880", "对象"),
        Arguments.of("/amount/total", "", "必填性规则校验失败"),
        Arguments.of("/amount/total", "0", "映射到数值字段“总金额”规则校验失败，值低于最小值 1"),
        Arguments.of("/amount/total", "-1", "值低于最小值 1"),
        Arguments.of("/amount/total", "2147483648", "值高于最大值"),
        Arguments.of("/amount/total", "99999999999999999999999", "64 位有符号整数"),
        Arguments.of(
            "/amount/total",
            "8.8",
            "无法将 JSON 输入源“/body/amount/total”映射到目标字段“总金额”中，此字段需要一个合法的 64 位有符号整数"),
        Arguments.of("/amount/total", "880.0", "64 位有符号整数"),
        Arguments.of("/amount/total", "\"880\"", "64 位有符号整数"),
        Arguments.of("/amount/currency", "\"USD\"", "CNY"),
        Arguments.of("/payer", "", "必填性规则校验失败"),
        Arguments.of("/payer/openid", "", "输入源“/body/payer/openid”映射到字段“用户标识”必填性规则校验失败，此字段为必填项"),
        Arguments.of("/payer/openid", "\"" + "o".repeat(129) + "\"", "大于最大值 128"),
        Arguments.of("/notify_url", "", "必填性规则校验失败"),
        Arguments.of("/notify_url", "\"https://a.example.com/n?a=1\"", "正则表达式"),
        Arguments.of("/notify_url", "\"https://a.example.com/n#a\"", "正则表达式"),
        Arguments.of("/notify_url", "\" https://a.example.com/n\"", "正则表达式"),
        Arguments.of("/notify_url", "\"ftp://a.example.com/n\"", "正则表达式"),
        Arguments.of("/notify_url", "\"/notify\"", "正则表达式"),
        Arguments.of("/notify_url", "\"https://a.example.com\"", "不符合要求"),
        Arguments.of(
            "/notify_url", "\"https://a.example.com/" + "n".repeat(234) + "\"", "大于最大值 255"),
        Arguments.of("/detail/goods_detail/0/quantity", "0", "值低于最小值 1"),
        Arguments.of("/detail/goods_detail/0/merchant_goods_id", "", "必填性规则校验失败"),
        Arguments.of("/scene_info/payer_client_ip", "", "必填性规则校验失败"),
        Arguments.of("/scene_info/store_info/id", "", "必填性规则校验失败"),
        Arguments.of("/settle_info/profit_sharing", "1", "布尔值"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("wrong")
  @DisplayName("each breach is PARAM_ERROR and says where and why")
  void each(String pointer, String value, String message) {
    Response answer = till.post(JSAPI, changed(pointer, value));

    assertRefused(answer, 400, "PARAM_ERROR");
    JsonNode body = json(answer);
    assertThat(body.path("message").stringValue()).contains(message);
    JsonNode detail = body.path("detail");
    assertThat(detail.path("field").stringValue()).isEqualTo(pointer);
    assertThat(detail.path("location").stringValue()).isEqualTo("body");
    assertThat(detail.path("issue").stringValue()).isNotBlank();
    JsonNode expected =
        value.isEmpty()
            ? JsonMapper.shared().getNodeFactory().stringNode("")
            : JsonMapper.shared().readTree(value);
    assertThat(detail.path("value")).isEqualTo(expected);
    assertThat(answer.note()).contains(pointer);
    assertThat(till.platform.orders()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"text\"",
        "{",
        "{\"mchid\":\"1900000109\"} {}",
        "{\"mchid\":\"1900000109\",\"mchid\":\"1900000110\"}",
      })
  @DisplayName("a body that is no JSON object, or has a member twice, is PARAM_ERROR")
  void noObject(String body) {
    assertRefused(till.post(JSAPI, body), 400, "PARAM_ERROR");
  }

  @Test
  @DisplayName("a body that is not UTF-8 is PARAM_ERROR")
  void encoding() {
    byte[] gbk = {'{', '"', 'a', '"', ':', '"', (byte) 0xbf, (byte) 0xa7, '"', '}'};
    String authorization =
        V3Request.authorization(
            till.merchant.signer(), Till.MCHID, "POST", JSAPI, Till.START, "n", gbk);
    Request request = Till.request("POST", JSAPI, authorization, "");
    assertRefused(
        till.send(new Request("POST", JSAPI, request.headers(), gbk, "127.0.0.1", null)),
        400,
        "PARAM_ERROR");
  }

  @Test
  @DisplayName("an empty attach and all that is optional may be given or not")
  void optional() {
    till.ok(till.post(JSAPI, changed("/attach", "\"\"")));
    till.ok(till.post(JSAPI, changed("/amount/currency", "").replace("order-0001", "order-0002")));
  }

  @Test
  @DisplayName("h5 needs the payer's address and what he uses")
  void h5() {
    String path = "/v3/pay/transactions/h5";
    assertRefused(till.post(path, order("order-0001", 1)), 400, "PARAM_ERROR");
    String body = changed("/scene_info/h5_info/type", "\"Wap\"");
    till.ok(till.post(path, body));
    assertRefused(till.post(path, body.replace("14.23.150.211", "127.0.0.1")), 400, "PARAM_ERROR");
    assertRefused(till.post(path, body.replace("h5_info", "h6_info")), 400, "PARAM_ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example.com/n",
        "https://shop.example.com:8443/n",
        "https://localhost/n",
        "https://127.0.0.1/n",
        "https://192.168.1.2/n",
        "https://10.0.0.1/n",
        "https://172.16.0.1/n",
        "https://shop/n",
        "https://shop.local/n",
      })
  @DisplayName("under the strict rules a notify_url is https, without port, at a public host")
  void strictNotifyUrl(String url) {
    String body = changed("/notify_url", "\"" + url + "\"");
    till.ok(till.post(JSAPI, body));

    till.platform.rules(RulesChange.with("notifyUrlRules", true));
    assertRefused(till.post(JSAPI, body), 400, "PARAM_ERROR");
    till.ok(
        till.post(
            JSAPI,
            changed("/notify_url", "\"https://shop.example.com/n\"")
                .replace("order-0001", "order-0002")));
  }

  /** The usual order with optional parts, and one value changed or taken out. */
  private static String changed(String pointer, String value) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode body = (ObjectNode) mapper.readTree(order("order-0001", 880));
    body.set(
        "detail",
        mapper.readTree(
            "{\"goods_detail\":[{\"merchant_goods_id\":\"1\",\"quantity\":1,\"unit_price\":1}]}"));
    body.set(
        "scene_info",
        mapper.readTree(
            "{\"payer_client_ip\":\"14.23.150.211\",\"store_info\":{\"id\":\"1\"},\"h5_info\":{\"type\":\"Wap\"}}"));
    body.set("settle_info", mapper.readTree("{\"profit_sharing\":true}"));
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) body.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (value.isEmpty()) {
      parent.remove(name);
    } else {
      parent.set(name, mapper.readTree(value));
    }
    return body.toString();
  }
}
