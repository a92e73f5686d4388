package io.github.paybell.simulator.messenger;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Rules;
import java.util.Map;

/**
 * How the platform takes a reply: v2 by its body, v3 by its status.
 *
 * @param takenAs the verdict
 * @param why in a few words
 */
record ReplyVerdict(TakenAs takenAs, String why) {

  static ReplyVerdict of(Api api, MerchantReply reply, Rules rules) {
    Integer status = reply.status();
    if (status == null) {
      return new ReplyVerdict(TakenAs.TIMEOUT, reply.problem());
    }
    if (status >= 300 && status < 400) {
      return new ReplyVerdict(TakenAs.FAIL, "redirect " + status + ": not followed");
    }
    return api == Api.V3 ? v3(status) : v2(status, reply.body(), rules);
  }

  private static ReplyVerdict v3(int status) {
    return status == 200 || status == 204
        ? new ReplyVerdict(TakenAs.SUCCESS, "HTTP " + status)
        : new ReplyVerdict(TakenAs.FAIL, "HTTP " + status + " is neither 200 nor 204");
  }

  private static ReplyVerdict v2(int status, byte[] body, Rules rules) {
    if (rules.v2StatusMatters() && status != 200) {
      return new ReplyVerdict(TakenAs.FAIL, "HTTP " + status + " (v2-status-matters)");
    }
    FieldTable table = new FieldTable();
    if (body.length == 0 || !table.read(body)) {
      return new ReplyVerdict(
          TakenAs.FAIL,
          body.length == 0
              ? "empty body"
              : "not the XML that WeChat Pay expects: " + table.problem());
    }
    Map<String, String> fields = table.toMap();
    String returnCode = fields.get("return_code");
    if (!"SUCCESS".equals(returnCode)) {
      return new ReplyVerdict(
          TakenAs.FAIL,
          returnCode == null
              ? "no return_code"
              : "return_code " + returnCode + ", " + fields.getOrDefault("return_msg", ""));
    }
    if (rules.returnMsgRequired() && !fields.containsKey("return_msg")) {
      return new ReplyVerdict(TakenAs.FAIL, "no return_msg (return-msg-required)");
    }
    return new ReplyVerdict(TakenAs.SUCCESS, "return_code SUCCESS");
  }
}
