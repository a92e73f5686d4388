package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Response;

/** Answers a call whose sender is known; throws {@link V3Failure} or the platform's refusal. */
@FunctionalInterface
interface V3Endpoint {
  Response answer(V3Call call);
}
