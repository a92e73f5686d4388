package io.github.paybell.simulator.messenger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant answered.
 *
 * @param status HTTP status, or null if there was no answer
 * @param headers of the answer
 * @param body of the answer, cut after 64 KiB
 * @param problem why there was no answer; empty if there was one
 * @param took real time
 */
record MerchantReply(
    @Nullable Integer status,
    List<Map.Entry<String, String>> headers,
    byte[] body,
    String problem,
    Duration took) {

  static MerchantReply none(String problem, Duration took) {
    return new MerchantReply(null, List.of(), new byte[0], problem, took);
  }
}
