package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU seconds of processes, from {@code /proc}. */
final class CpuUse {
  // The kernel's clock tick; 100 a second on every Linux of today.
  private static final double TICKS_PER_SECOND = 100;

  private CpuUse() {}

  /** Of one process, all its threads. */
  static double ofProcess(long pid) {
    var fields = stat(pid);
    return fields.isEmpty() ? 0 : ticks(fields, 11, 2) / TICKS_PER_SECOND;
  }

  /** Of a process, its living children, and those that it has outlived. */
  static double ofFamily(long pid) {
    var fields = stat(pid);
    if (fields.isEmpty()) {
      return 0;
    }
    double own = ticks(fields, 11, 4) / TICKS_PER_SECOND;
    return own
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToDouble(child -> ofProcess(child.pid()))
            .sum();
  }

  /** Of everything on this machine. */
  static double ofMachine() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] cpu = lines.findFirst().orElseThrow().split("\\s+");
      double busy = 0;
      for (int i = 1; i <= 8; i++) {
        // 4 and 5: idle, and idle while the disk works
        busy += i == 4 || i == 5 ? 0 : Double.parseDouble(cpu[i]);
      }
      return busy / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double ticks(List<String> fields, int from, int count) {
    return fields.subList(from, from + count).stream().mapToLong(Long::parseLong).sum();
  }

  /** The fields after the program's name, which may hold blanks; utime is then field 11. */
  private static List<String> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return List.of();
    }
  }
}
