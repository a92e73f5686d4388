package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * getsignkey of the old sandbox: shops that still ask for a key of their own get their usual one,
 * so that everything else stays as it is. Unsigned.
 */
final class SignKeyEndpoint {
  private SignKeyEndpoint() {}

  static Response answer(V2Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "ok");
    fields.put("mch_id", call.mchid());
    fields.put("sandbox_signkey", call.merchant().v2Key());
    return V2ResponseWriter.xml(200, fields);
  }
}
