package io.github.paybell.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The hardware and kernel that a run was made on, in one line. */
public final class Machine {
  private Machine() {}

  public static String describe() {
    long memory = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return "%d CPUs (%s), %.1f GiB memory, %s %s, transparent huge pages: %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            memory / 1048576.0,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            lines("/sys/kernel/mm/transparent_hugepage/enabled").stream()
                .collect(Collectors.joining())
                .replaceAll(".*\\[(\\w+)].*", "$1"));
  }

  private static String field(String file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0 (unknown)");
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
