package io.github.paybell.benchmarks.codec;

import io.github.paybell.benchmarks.V2SampleNotification;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that measures inside one JVM; {@link CodecCommand} starts it on each JDK.
 *
 * <p>Arguments: {@code all} or {@code wxjava}, rounds, milliseconds of warm-up for each candidate,
 * milliseconds of a round. Prints one line per sample: group, name, bare, nanoseconds, bytes,
 * separated by tabs.
 */
final class CodecRounds {
  private CodecRounds() {}

  public static void main(String[] args) throws Exception {
    var candidates = args[0].equals("wxjava") ? List.of(V2Candidates.wxJava()) : all();
    var samples =
        Rounds.run(
            candidates,
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            Long.parseLong(args[3]));
    for (var sample : samples) {
      var candidate = sample.candidate();
      System.out.println(
          String.join(
              "\t",
              candidate.group(),
              candidate.name(),
              candidate.bare(),
              Double.toString(sample.nanos()),
              Double.toString(sample.bytes())));
    }
  }

  static List<Candidate> all() throws Exception {
    var candidates = new ArrayList<Candidate>();
    candidates.addAll(V2Candidates.of(V2SampleNotification.Algorithm.MD5));
    candidates.addAll(V2Candidates.of(V2SampleNotification.Algorithm.HMAC_SHA256));
    candidates.addAll(V3Candidates.all());
    return candidates;
  }
}
