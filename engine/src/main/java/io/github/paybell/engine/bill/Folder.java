package io.github.paybell.engine.bill;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one run keeps its files, and what earlier runs of the day left when they died. */
final class Folder implements AutoCloseable {
  private final Path path;

  private Folder(Path path) {
    this.path = path;
  }

  /** Makes an empty folder for one claim, and clears those of the same day whose lease ended. */
  static Folder of(Path parent, DayClaim claim) throws IOException {
    Files.createDirectories(parent);
    var day = claim.day();
    var prefix = "bill-" + day.account() + "-" + day.day() + "-";
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, prefix + "*")) {
      for (var each : left) {
        delete(each);
      }
    }
    return new Folder(
        Files.createDirectories(parent.resolve(prefix + claim.startedAt().toEpochMilli())));
  }

  Path path() {
    return path;
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.isDirectory(file)) {
          delete(file);
        } else {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(folder);
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
