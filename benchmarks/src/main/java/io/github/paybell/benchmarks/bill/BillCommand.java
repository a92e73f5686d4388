package io.github.paybell.benchmarks.bill;

import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run bill}: lines of a bill per second and core, and the heap they need. */
@Command(
    name = "bill",
    description = "Reads a bill, alone and against a ledger of the day, in 256 MiB of heap.",
    mixinStandardHelpOptions = true)
public final class BillCommand implements Callable<Integer> {
  private static final String HEAP = "256m";

  @Option(
      names = "--lines",
      defaultValue = "1000000",
      description = "lines of the bill (${DEFAULT-VALUE})")
  private long lines;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "measured rounds, after one that is not (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--jdk", description = "a JDK to measure; by default 17 and 25 if installed")
  private List<Path> homes = new ArrayList<>();

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var jdks = homes.isEmpty() ? Jdk.measured() : homes.stream().map(Jdk::at).toList();
    var folder = Files.createTempDirectory("paybell-bill");
    var table =
        new MarkdownTable(
            "", "bill", "lines/s", "lines/s of CPU time", "MB/s of text", "peak heap, MiB");
    try {
      for (boolean gzip : new boolean[] {false, true}) {
        var bill = folder.resolve(gzip ? "bill.gz" : "bill.csv");
        progress.say("writing a bill of %d lines, %s", lines, gzip ? "gzip" : "text");
        BillFile.write(bill, lines, gzip);
      }
      double bytesPerLine = (double) Files.size(folder.resolve("bill.csv")) / lines;
      for (var jdk : jdks) {
        for (var work : List.of("parse", "compare")) {
          for (var name : List.of("bill.csv", "bill.gz")) {
            table.row(measure(jdk, folder.resolve(name), work, bytesPerLine));
          }
        }
      }
    } finally {
      Files.deleteIfExists(folder.resolve("bill.csv"));
      Files.deleteIfExists(folder.resolve("bill.gz"));
      Files.deleteIfExists(folder);
    }
    System.out.println("One core, -Xmx" + HEAP + ", a bill of " + lines + " lines; medians of");
    System.out.println(rounds + " rounds after one (range).\n");
    System.out.println(table);
    System.out.println(Machine.describe());
    return 0;
  }

  private String[] measure(Jdk jdk, Path bill, String work, double bytesPerLine)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                "taskset",
                "-c",
                "0",
                jdk.java().toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BillMain.class.getName(),
                bill.toString(),
                work,
                Integer.toString(rounds + 1))
            .redirectErrorStream(true)
            .start();
    var perSecond = new ArrayList<Long>();
    var perCpuSecond = new ArrayList<Long>();
    long heap = 0;
    try (var output = process.inputReader()) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("lines/s ")) {
          var figures = line.substring(8).split(" ", -1);
          perSecond.add(Long.valueOf(figures[0]));
          perCpuSecond.add(Long.valueOf(figures[1]));
          progress.say("JDK %s, %s, %s: %s", jdk.version(), work, bill.getFileName(), line);
        } else if (line.startsWith("heap ")) {
          heap = Long.parseLong(line.substring(5));
        } else {
          System.err.println(line);
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IOException("the measured process failed");
    }
    // The first round compiles. Time of the processor is what a busy machine does not change much.
    var spread = Spread.of(perSecond.subList(1, perSecond.size()));
    var ofCpu = Spread.of(perCpuSecond.subList(1, perCpuSecond.size()));
    return new String[] {
      work + ", JDK " + jdk.version(),
      bill.getFileName().toString().endsWith("gz") ? "gzip" : "text",
      spread.withRange(0),
      ofCpu.withRange(0),
      Spread.number(ofCpu.median() * bytesPerLine / 1e6, 0),
      Spread.number(heap / 1048576.0, 0)
    };
  }
}
