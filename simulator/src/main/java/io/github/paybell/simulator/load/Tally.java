package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.TakenAs;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts what came back. Used by one thread. */
final class Tally {
  private final Map<TakenAs, Integer> takenAs = new EnumMap<>(TakenAs.class);
  private final Map<String, Integer> problems = new HashMap<>();
  private final long[] latencies;
  private int answered;
  private int ended;

  Tally(int count) {
    latencies = new long[count];
  }

  void answered(TakenAs kind, long nanos) {
    takenAs.merge(kind, 1, Integer::sum);
    latencies[answered++] = nanos;
    ended++;
  }

  void failed(String problem) {
    takenAs.merge(TakenAs.TIMEOUT, 1, Integer::sum);
    problems.merge(problem, 1, Integer::sum);
    ended++;
  }

  /** How many requests are over, one way or the other. */
  int ended() {
    return ended;
  }

  LoadResult result(Duration took) {
    return LoadResult.of(took, takenAs, problems, Arrays.copyOf(latencies, answered));
  }
}
