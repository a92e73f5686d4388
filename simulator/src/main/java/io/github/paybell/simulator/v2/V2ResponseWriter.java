package io.github.paybell.simulator.v2;

import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes answers in the shape in which they were captured. Thread-safe. */
final class V2ResponseWriter {
  private static final String CONTENT_TYPE = "text/xml; charset=utf-8";
  private static final int LONGEST_DESCRIPTION = 128;
  private static final int NONCE_LENGTH = 16;
  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

  private final Platform platform;

  V2ResponseWriter(Platform platform) {
    this.platform = platform;
  }

  /** Both codes SUCCESS, and these fields after them; signed. */
  Response success(V2Call call, Map<String, String> fields) {
    Map<String, String> all = common(call);
    all.put("result_code", "SUCCESS");
    // An order that was placed by v3 may have text that XML cannot hold.
    fields.forEach((name, value) -> all.put(name, XmlText.readable(value)));
    return signed(call, all);
  }

  /** {@code result_code} FAIL; signed. */
  Response failure(V2Call call, String errCode, String errCodeDes) {
    Map<String, String> all = common(call);
    all.put("result_code", "FAIL");
    all.put("err_code", errCode);
    all.put("err_code_des", cut(errCodeDes));
    return signed(call, all).noting(errCode + ": " + errCodeDes);
  }

  /** {@code return_code} FAIL; unsigned. */
  static Response unsigned(int status, String returnMsg, @Nullable String errCode) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "FAIL");
    fields.put("return_msg", returnMsg);
    if (errCode != null) {
      fields.put("err_code", errCode);
      fields.put("err_code_des", returnMsg);
    }
    return xml(status, fields);
  }

  /** {@code return_code} FAIL; unsigned. */
  static Response unsigned(ReturnFailure why) {
    return unsigned(200, why.returnMsg(), why.errCode()).noting(why.note());
  }

  /** These fields as they are. */
  static Response xml(int status, Map<String, String> fields) {
    return Response.of(status, CONTENT_TYPE, V2Messages.payment(fields, FORM));
  }

  private Map<String, String> common(V2Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    for (String name : new String[] {"appid", "mch_id", "sub_appid", "sub_mch_id", "device_info"}) {
      String value = call.text(name);
      if (value != null) {
        fields.put(name, value);
      }
    }
    fields.put(
        "nonce_str",
        platform
            .dice()
            .alphanumeric(
                NONCE_LENGTH, "v2 answer", platform.clock().now(), call.request().text()));
    // Keeps its place among the common fields; filled in at last.
    fields.put("sign", "");
    return fields;
  }

  private static Response signed(V2Call call, Map<String, String> fields) {
    return xml(200, V2Messages.signed(fields, call.signType(), call.merchant().v2()));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_DESCRIPTION
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_DESCRIPTION));
  }
}
