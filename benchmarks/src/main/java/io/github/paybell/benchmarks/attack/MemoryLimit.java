package io.github.paybell.benchmarks.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A control group with a limit of memory, as a container has one: what is started in it sees the
 * limit where the kernel shows it. Needs root. Ended by {@link #close}.
 */
final class MemoryLimit implements AutoCloseable {
  private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
  private static final Path V2 = Path.of("/sys/fs/cgroup");

  private final Path all;
  private final Path group;

  private MemoryLimit(Path all, Path group) {
    this.all = all;
    this.group = group;
  }

  /**
   * Makes one.
   *
   * @throws IOException if this user or this machine has no such groups
   */
  static MemoryLimit of(long bytes) throws IOException {
    boolean first = Files.exists(V1.resolve("memory.limit_in_bytes"));
    var all = first ? V1 : V2;
    var group = Files.createDirectory(all.resolve("paybell-" + ProcessHandle.current().pid()));
    Files.writeString(
        group.resolve(first ? "memory.limit_in_bytes" : "memory.max"), Long.toString(bytes));
    return new MemoryLimit(all, group);
  }

  /** The command that starts another in it. */
  List<String> prefix() {
    return List.of(
        "unshare",
        "--mount",
        "sh",
        "-c",
        "echo $$ >\"$1/cgroup.procs\" && mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
        "limited",
        group.toString(),
        all.toString());
  }

  @Override
  public void close() throws IOException {
    Files.delete(group);
  }
}
