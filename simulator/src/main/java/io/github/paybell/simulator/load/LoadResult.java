package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.TakenAs;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run saw.
 *
 * @param sent requests that went out or tried to
 * @param took from the first request to the last answer
 * @param takenAs how many answers of each kind; no answer is TIMEOUT
 * @param problems why there was no answer, with counts
 * @param p50 the latency that half of the answers did not exceed; with a rate, from when the
 *     request was due
 * @param p99 the latency that 99 of 100 did not exceed
 * @param max the longest
 */
public record LoadResult(
    int sent,
    Duration took,
    Map<TakenAs, Integer> takenAs,
    Map<String, Integer> problems,
    Duration p50,
    Duration p99,
    Duration max) {

  public LoadResult {
    takenAs = Map.copyOf(takenAs);
    problems = Collections.unmodifiableMap(new TreeMap<>(problems));
  }

  /** Requests per second. */
  public double perSecond() {
    return sent * 1e9 / Math.max(took.toNanos(), 1);
  }

  /** How many were taken so. */
  public int count(TakenAs kind) {
    return takenAs.getOrDefault(kind, 0);
  }

  static LoadResult of(
      Duration took,
      Map<TakenAs, Integer> takenAs,
      Map<String, Integer> problems,
      long[] latencies) {
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    int sent = takenAs.values().stream().mapToInt(Integer::intValue).sum();
    return new LoadResult(
        sent, took, takenAs, problems, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1));
  }

  private static Duration at(long[] sorted, double share) {
    return sorted.length == 0
        ? Duration.ZERO
        : Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
  }
}
