package io.github.paybell.simulator.v2;

import java.util.Map;

/** What an endpoint does with a request whose signature holds. */
@FunctionalInterface
interface V2Endpoint {
  /**
   * What the answer says after {@code result_code=SUCCESS}, in order.
   *
   * @throws BusinessFailure if the request is not as documented
   * @throws io.github.paybell.simulator.platform.Refused if the platform does not do it
   */
  Map<String, String> answer(V2Call call);
}
