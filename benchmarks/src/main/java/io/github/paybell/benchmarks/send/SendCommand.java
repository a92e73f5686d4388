package io.github.paybell.benchmarks.send;

import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import io.github.paybell.benchmarks.report.Versions;
import io.github.paybell.simulator.platform.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run send}. */
@Command(
    name = "send",
    description =
        "How many notifications a second the simulator's load mode sends from one core, to a"
            + " receiver on another one that answers at once. Needs taskset.",
    mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
  @Option(
      names = "--count",
      defaultValue = "20000",
      description = "notifications per round (${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--connections",
      defaultValue = "64",
      description = "connections (${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "measured rounds, after one that is not (${DEFAULT-VALUE})")
  private int rounds;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var table =
        new MarkdownTable("", "notifications/s", "p50 ms", "p99 ms", "accepted", "signing, µs");
    for (var api : Api.values()) {
      table.row(measure(api));
    }
    System.out.println("Sender held to core 0, receiver to core 1; medians of " + rounds);
    System.out.println("rounds of " + count + " over " + connections + " connections (range).\n");
    System.out.println(table);
    System.out.println(Machine.describe());
    System.out.println("JDK " + Jdk.running().version() + ", " + Versions.of("vertx-core"));
    return 0;
  }

  private String[] measure(Api api) throws IOException, InterruptedException {
    var sink = held(1, SinkMain.class, api.name());
    try {
      String port = line(sink.inputReader(), SinkMain.PORT);
      progress.say("%s: signing %d notifications", api, count);
      var sender =
          held(
              0,
              SenderMain.class,
              api.name(),
              "http://127.0.0.1:" + port + "/notify",
              Integer.toString(count),
              Integer.toString(connections),
              Integer.toString(rounds + 1));
      try (var lines = sender.inputReader()) {
        String signing = line(lines, "prepared ");
        line(lines, "sent ");
        return row(api, lines, signing);
      } finally {
        sender.destroy();
        sender.waitFor();
      }
    } finally {
      sink.destroy();
      sink.waitFor();
    }
  }

  private String[] row(Api api, BufferedReader lines, String signing) throws IOException {
    var perSecond = new ArrayList<Long>();
    var p50 = new ArrayList<Double>();
    var p99 = new ArrayList<Double>();
    long accepted = 0;
    for (int round = 1; round <= rounds; round++) {
      String[] figures = line(lines, "sent ").split(" ", -1);
      perSecond.add(Long.valueOf(figures[0]));
      p50.add(Long.parseLong(figures[1]) / 1000.0);
      p99.add(Long.parseLong(figures[2]) / 1000.0);
      accepted += Long.parseLong(figures[3]);
      progress.say("%s: round %d of %d, %s/s", api, round, rounds, figures[0]);
    }
    return new String[] {
      api.name().toLowerCase(Locale.ROOT),
      Spread.of(perSecond).withRange(0),
      Spread.of(p50).plain(1),
      Spread.of(p99).plain(1),
      accepted + " of " + (long) rounds * count,
      signing
    };
  }

  private static String line(BufferedReader lines, String start) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
      System.err.println(line);
    }
    throw new IOException("the process ended before it said \"" + start + "…\"");
  }

  private static Process held(int core, Class<?> main, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                Integer.toString(core),
                Jdk.running().home().resolve("bin/java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
