package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Deciding;
import io.github.paybell.protocol.WrongKinds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every documented member × every wrong kind, for v2: a field that does not decide never makes a
 * message not understood and never changes what decides; a repeated element is always refused.
 */
class V2MembersTest {
  private static final String KEY_TEXT = "MembersV2Key00000000000000000001";
  static final V2Key KEY = V2Key.of(KEY_TEXT);
  private static final List<String> KINDS =
      List.of(
          "",
          "-1",
          "1.5",
          "1e3",
          "１２",
          "99999999999999999999",
          "9".repeat(2000),
          "x",
          " ",
          "长".repeat(1700),
          "a\u0001b",
          "a" + WrongKinds.NOT_UTF8 + "b",
          "\ud83d\ude00",
          "<a><b>1</b></a>",
          "{\"a\":{\"b\":[1]}}",
          "[".repeat(200) + "]".repeat(200),
          "a&b=c",
          "20269999999999",
          "2026-01-05 09:30:12");

  /** As documented, with every field. */
  private static final String WHOLE =
      "appid=wx1 mch_id=1900000109 sub_appid=wx2 sub_mch_id=1900000110 device_info=013 "
          + "nonce_str=n1 sign_type=MD5 result_code=SUCCESS return_code=SUCCESS "
          + "return_msg=OK err_code=NONE err_code_des=none openid=oUser is_subscribe=Y "
          + "sub_openid=oSub sub_is_subscribe=N trade_type=JSAPI trade_state=SUCCESS "
          + "bank_type=CMC total_fee=100 settlement_total_fee=95 fee_type=CNY cash_fee=90 "
          + "cash_fee_type=CNY coupon_fee=10 coupon_count=2 coupon_type_0=CASH "
          + "coupon_id_0=10000 coupon_fee_0=5 coupon_type_1=NO_CASH coupon_id_1=10001 "
          + "coupon_fee_1=5 transaction_id=4200000000202601050000000001 out_trade_no=OD1 "
          + "attach=a time_end=20260105093012 version=1.0 promotion_detail=[] rate_value=1 "
          + "contract_id=C1 user_repaid=Y consume_fee=1";

  private final V2Notifications notifications = new V2Notifications();

  static Map<String, String> payment() {
    return payment(WHOLE);
  }

  private static Map<String, String> payment(String fields) {
    Map<String, String> payment = new LinkedHashMap<>();
    for (String field : fields.split(" ")) {
      String[] parts = field.split("=", 2);
      payment.put(parts[0], parts[1]);
    }
    return payment;
  }

  @Test
  @DisplayName("AMOUNT_GUARD: v2 payment, every member × every wrong kind")
  void everyFieldOfAPayment() {
    Map<String, String> whole = payment();
    Object facts = facts(read(signed(whole)));
    assertThat(facts).isNotNull();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (String name : whole.keySet()) {
      if (name.equals("sign_type")) {
        continue; // it decides how the message is proved
      }
      for (Map<String, String> spoilt : spoilt(whole, name)) {
        cases++;
        V2Result result = read(signed(spoilt));
        boolean right =
            Deciding.V2.has(name)
                ? understoodOrBlamed(name, result)
                : Objects.equals(facts(result), facts);
        if (!right) {
          wrong.add(name + "=" + spoilt.get(name) + " → " + result);
        }
      }
      cases++;
      if (!(read(repeated(signed(whole), name)) instanceof V2Result.Refused refused)
          || refused.refusal() != V2Result.Refusal.MALFORMED) {
        wrong.add(name + " twice");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(800);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: v2 refund, every member × every wrong kind")
  void everyFieldOfARefund() {
    Map<String, String> outer =
        new TreeMap<>(
            Map.of("appid", "wx1", "mch_id", "1900000109", "sub_appid", "wx2", "nonce_str", "n1"));
    Map<String, String> inner =
        payment(
            "transaction_id=4200000000202601050000000001 out_trade_no=OD1 refund_id=50000 "
                + "out_refund_no=R1 total_fee=100 settlement_total_fee=100 refund_fee=40 "
                + "settlement_refund_fee=40 cash_refund_fee=40 refund_status=SUCCESS "
                + "success_time=2026-01-06T09:12:25 refund_recv_accout=支付用户零钱 "
                + "refund_account=REFUND_SOURCE_RECHARGE_FUNDS refund_request_source=API");
    Object facts = facts(read(refund(outer, inner)));
    assertThat(facts).isNotNull();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (boolean outside : new boolean[] {true, false}) {
      Map<String, String> whole = outside ? outer : inner;
      for (String name : whole.keySet()) {
        for (Map<String, String> spoilt : spoilt(whole, name)) {
          cases++;
          V2Result result = read(outside ? refund(spoilt, inner) : refund(outer, spoilt));
          boolean right =
              Deciding.V2.has(name)
                  ? understoodOrBlamed(name, result)
                  : Objects.equals(facts(result), facts);
          if (!right) {
            wrong.add(name + "=" + spoilt.get(name) + " → " + result);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).isGreaterThan(300);
  }

  /** The member with each wrong value, and without it. */
  private static List<Map<String, String>> spoilt(Map<String, String> whole, String name) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String kind : KINDS) {
      Map<String, String> spoilt = new LinkedHashMap<>(whole);
      spoilt.put(name, kind);
      all.add(spoilt);
    }
    Map<String, String> without = new LinkedHashMap<>(whole);
    without.remove(name);
    all.add(without);
    return all;
  }

  /** A field that decides is read, as whatever text it is, or it is the one that is blamed. */
  private static boolean understoodOrBlamed(String name, V2Result result) {
    return result instanceof V2Result.NotUnderstood it
        ? it.member().equals(name) && it.reason().startsWith(name)
        : !(result instanceof V2Result.Refused);
  }

  static Object facts(V2Result result) {
    if (result instanceof V2Result.Payment it) {
      V2Payment p = it.payment();
      return List.of(
          "" + p.appid(),
          p.mchId(),
          "" + p.subAppid(),
          "" + p.subMchId(),
          p.outTradeNo(),
          p.transactionId(),
          p.state(),
          p.totalFee(),
          p.feeType());
    }
    if (result instanceof V2Result.Refund it) {
      V2RefundResult r = it.refund();
      return List.of(
          "" + r.appid(),
          r.mchId(),
          r.outTradeNo(),
          r.transactionId(),
          r.outRefundNo(),
          r.refundId(),
          r.refundStatus(),
          "" + r.totalFee(),
          r.refundFee());
    }
    return null;
  }

  private V2Result read(byte[] body) {
    return notifications.read(body, List.of(KEY));
  }

  static byte[] signed(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                text.append(name).append('=').append(value).append('&');
              }
            });
    byte[] joined = WrongKinds.bytes(text + "key=" + KEY_TEXT);
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("sign", HexFormat.of().withUpperCase().formatHex(md5(joined)));
    return marked(V2Messages.payment(all, V2Form.captured()));
  }

  private static byte[] md5(byte[] text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] refund(Map<String, String> outer, Map<String, String> inner) {
    byte[] info = marked(V2Messages.refundInfo(new TreeMap<>(inner)));
    return marked(V2Messages.refund(outer, V2Messages.encryptRefundInfo(info, KEY)));
  }

  private static byte[] marked(byte[] utf8) {
    return WrongKinds.bytes(new String(utf8, StandardCharsets.UTF_8));
  }

  private static byte[] repeated(byte[] body, String name) {
    String xml = new String(body, StandardCharsets.UTF_8);
    int from = xml.indexOf("<" + name + ">");
    int to = xml.indexOf("</" + name + ">") + name.length() + 3;
    return (xml.substring(0, to) + xml.substring(from, to) + xml.substring(to))
        .getBytes(StandardCharsets.UTF_8);
  }
}
