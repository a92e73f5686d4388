package io.github.paybell.benchmarks.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Interleaved rounds: each candidate in turn, again and again, so that whatever the machine does
 * meanwhile falls on all of them. Measures CPU time and allocation of this thread; the collector's
 * own CPU is left out, in favour of those that allocate most.
 */
final class Rounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Keeps results alive; a field, so that the compiler cannot see that it is never read. */
  @SuppressWarnings("unused")
  private static volatile Object sink = "";

  /**
   * One candidate in one round.
   *
   * @param nanos CPU time per operation
   * @param bytes allocated per operation
   */
  record Sample(Candidate candidate, double nanos, double bytes) {}

  private Rounds() {}

  /**
   * @param warmUpMillis CPU time that each candidate gets first, in slices
   * @param roundMillis CPU time of one candidate in one round
   */
  static List<Sample> run(
      List<Candidate> candidates, int rounds, long warmUpMillis, long roundMillis)
      throws Exception {
    // the thread's allocation counter costs a little the first time
    long unused = THREADS.getCurrentThreadAllocatedBytes();
    long slice = Math.max(50, warmUpMillis / 10);
    long[] operations = new long[candidates.size()];
    for (long warmed = 0; warmed < warmUpMillis || warmed == 0; warmed += slice) {
      for (int i = 0; i < operations.length; i++) {
        double nanos = warm(candidates.get(i).operation(), slice);
        operations[i] = Math.max(1, Math.round(roundMillis * 1e6 / nanos));
      }
    }
    var samples = new ArrayList<Sample>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < operations.length; i++) {
        samples.add(measure(candidates.get(i), operations[i]));
      }
    }
    return samples;
  }

  private static Sample measure(Candidate candidate, long operations) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    repeat(candidate.operation(), operations);
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Sample(candidate, (double) nanos / operations, (double) bytes / operations);
  }

  /** Nanoseconds of CPU time per operation, so far. */
  private static double warm(CodecOperation operation, long millis) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    long done = 0;
    long used;
    do {
      repeat(operation, 16);
      done += 16;
      used = THREADS.getCurrentThreadCpuTime() - start;
    } while (used < millis * 1_000_000);
    return (double) used / done;
  }

  private static void repeat(CodecOperation operation, long times) throws Exception {
    Object last = sink;
    for (long i = 0; i < times; i++) {
      last = operation.run();
    }
    sink = last;
  }
}
