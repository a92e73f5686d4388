package io.github.paybell.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where the databases of tests keep their files: in memory where the machine has room there,
 * because a test that makes a schema of its own waits for the disk some fifty times. The servers
 * commit as in production; what tests kill is a process, and what it wrote survives that in memory
 * as on disk. Whether they sync is seen on disk only ({@link TestStores#mariadbIn}). Gone when the
 * JVM ends.
 */
final class TestFolder {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "paybell-tests-";
  private static final long ENOUGH = 4L << 30;
  private static final List<AutoCloseable> SERVERS = new CopyOnWriteArrayList<>();
  private static final Path ROOT = make();

  private TestFolder() {}

  /** A new empty folder. */
  static Path create(String name) {
    try {
      return Files.createTempDirectory(ROOT, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops a server when the JVM ends, before its files go. */
  static void closeAtExit(AutoCloseable server) {
    SERVERS.add(server);
  }

  private static void end(Path root) {
    for (var server : SERVERS) {
      try {
        server.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
    delete(root);
  }

  private static Path make() {
    try {
      var root =
          inMemory()
              ? Files.createDirectory(MEMORY.resolve(PREFIX + ProcessHandle.current().pid()))
              : Files.createTempDirectory(PREFIX);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(root)));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean inMemory() throws IOException {
    if (!Files.isWritable(MEMORY)) {
      return false;
    }
    // Of a JVM that was killed and could not tidy up.
    try (var before = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
      for (var folder : before) {
        var pid = Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()));
        if (ProcessHandle.of(pid).isEmpty() || pid == ProcessHandle.current().pid()) {
          delete(folder);
        }
      }
    }
    return Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH;
  }

  private static void delete(Path folder) {
    for (int tries = 0; tries < 3 && Files.exists(folder); tries++) {
      // A server that is just ending may still make files.
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> deleted(file));
      } catch (IOException | UncheckedIOException e) {
        continue;
      }
    }
  }

  private static Optional<IOException> deleted(Path file) {
    try {
      Files.deleteIfExists(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }
}
