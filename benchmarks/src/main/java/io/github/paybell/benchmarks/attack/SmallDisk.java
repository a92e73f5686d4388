package io.github.paybell.benchmarks.attack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own for one folder, small enough to be filled. Mounting it takes root. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4_096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether one can be mounted. */
  static boolean possible() {
    return System.getProperty("user.name").equals("root");
  }

  /**
   * @param folder is made
   * @param user who owns it
   */
  static SmallDisk mount(Path folder, String user, int mebibytes)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    run(
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=" + mebibytes + "m,mode=0700,uid=" + user,
        "tmpfs",
        folder.toString());
    return new SmallDisk(folder);
  }

  /** Leaves no room for one byte. */
  void fill() throws IOException {
    try (OutputStream file = Files.newOutputStream(filler())) {
      var block = new byte[BLOCK];
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  /** Gives the room back. */
  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        run("umount", folder.toString());
        return;
      } catch (IOException e) {
        // A process that worked in it may take a moment to end.
        if (tries == 20) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(250);
      }
    }
  }
}
