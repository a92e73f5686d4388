package io.github.paybell.benchmarks.codec;

import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run codec}. */
@Command(
    name = "codec",
    description =
        "Raw bytes to verified facts: Paybell beside the bare digest or RSA operation, wxpay-sdk,"
            + " IJPay, WxJava and wechatpay-java. Interleaved rounds of thread CPU time, medians.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CodecCommand implements Callable<Integer> {
  private static final String[] JVM_OPTIONS = {"-Xms1g", "-Xmx1g", "-XX:+UseTransparentHugePages"};

  /** The first JDK that knows both options which silence its warnings about peers. */
  private static final int QUIET_FROM = 24;

  @Option(
      names = "--jdk",
      description =
          "Home of a JDK to measure on; may be repeated. Default: the one that runs this, and"
              + " JDK 17 and 25 where installed in /usr/lib/jvm.",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private List<Path> homes = List.of();

  @Option(names = "--rounds", description = "Rounds; the median is printed.")
  private int rounds = 9;

  @Option(names = "--round", description = "Milliseconds of CPU of one candidate in one round.")
  private long roundMillis = 200;

  @Option(names = "--warm-up", description = "Seconds of CPU that each candidate gets first.")
  private long warmUpSeconds = 5;

  @Option(
      names = "--wxjava-warm-up",
      description = "The same for WxJava v2, alone in a JVM; 0 leaves it out.")
  private long wxjavaWarmUpSeconds = 30;

  @Option(names = "--jmh", description = "JMH with -prof gc instead: for bytes per operation.")
  private boolean jmh;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    if (jmh) {
      return jmh();
    }
    var jdks = homes.isEmpty() ? Jdk.measured() : homes.stream().map(Jdk::at).toList();
    var results = new CodecResults();
    for (var jdk : jdks) {
      progress.say("JDK %s: all candidates, %d rounds", jdk.version(), rounds);
      measure(jdk, "all", warmUpSeconds, results);
      if (wxjavaWarmUpSeconds > 0) {
        progress.say("JDK %s: WxJava v2, %d s of warm-up", jdk.version(), wxjavaWarmUpSeconds);
        measure(jdk, "wxjava", wxjavaWarmUpSeconds, results);
      }
    }
    print(results, jdks.stream().map(Jdk::version).toList());
    return 0;
  }

  private void measure(Jdk jdk, String which, long warmUp, CodecResults results)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(jdk.java().toString());
    command.addAll(List.of(JVM_OPTIONS));
    if (jdk.major() >= QUIET_FROM) {
      // Native code (ACCP, Conscrypt) and XStream's use of Unsafe are warned about, line by line.
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path", ""),
            CodecRounds.class.getName(),
            which,
            Integer.toString(rounds),
            Long.toString(warmUp * 1000),
            Long.toString(roundMillis)));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = process.inputReader()) {
      // peers may log to standard output; samples are the lines with tabs
      lines
          .lines()
          .filter(line -> line.split("\t", -1).length == 5)
          .forEach(line -> results.add(jdk.version(), line));
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("measuring on JDK " + jdk.version() + " ended with " + status);
    }
  }

  private void print(CodecResults results, List<String> jdks) {
    System.out.printf(
        """
        ## Codec, %s

        %s
        %s
        %s; %s
        thread CPU time, median (range) of %d interleaved rounds of %d ms; warm-up %d s of CPU each, \
        WxJava v2 %d s alone in its own JVM; JVM options %s

        %s
        %s
        """,
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        Machine.describe(),
        Versions.of(
            "wxpay-sdk",
            "IJPay-WxPay",
            "weixin-java-pay",
            "wechatpay-java",
            "AmazonCorrettoCryptoProvider",
            "conscrypt-openjdk-uber"),
        V2Candidates.describe(),
        V3Candidates.describe(),
        rounds,
        roundMillis,
        warmUpSeconds,
        wxjavaWarmUpSeconds,
        String.join(" ", JVM_OPTIONS),
        results.tables(jdks),
        results.peers(jdks));
  }

  private static int jmh() throws Exception {
    new Runner(
            new OptionsBuilder()
                .include(CodecJmh.class.getName())
                .addProfiler(GCProfiler.class)
                .jvmArgs(JVM_OPTIONS)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .build())
        .run();
    return 0;
  }
}
