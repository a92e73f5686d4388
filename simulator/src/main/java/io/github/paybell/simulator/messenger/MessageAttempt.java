package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a merchant and its answer.
 *
 * @param number counts up from 1 within the message
 * @param at simulated time at which it was sent
 * @param sentAt real time at which it was sent
 * @param requestHeaders as sent
 * @param requestBody as sent, cut after 64 KiB
 * @param status of the answer, or null if there was none
 * @param headers of the answer
 * @param body of the answer, cut after 64 KiB
 * @param takenAs how the platform takes it
 * @param why in a few words
 * @param took real time until the answer
 * @param fault what was wrong on purpose, or null
 * @param right what a sound receiver answers
 * @param counts whether the answer decides about the message; it does not for a forged copy
 */
public record MessageAttempt(
    int number,
    Instant at,
    Instant sentAt,
    List<Map.Entry<String, String>> requestHeaders,
    byte[] requestBody,
    @Nullable Integer status,
    List<Map.Entry<String, String>> headers,
    byte[] body,
    TakenAs takenAs,
    String why,
    Duration took,
    @Nullable FaultKind fault,
    FaultKind.Right right,
    boolean counts) {

  public MessageAttempt {
    requestHeaders = List.copyOf(requestHeaders);
    headers = List.copyOf(headers);
  }

  /** Whether the receiver accepted what it should have refused: a hole. */
  public boolean isHole() {
    return right == FaultKind.Right.REFUSE && takenAs == TakenAs.SUCCESS;
  }
}
