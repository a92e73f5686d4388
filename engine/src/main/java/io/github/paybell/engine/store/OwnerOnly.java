package io.github.paybell.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders that only the user of this process may read, where the system knows modes. */
public final class OwnerOnly {
  private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

  private OwnerOnly() {}

  /** The mode of a new file. */
  public static FileAttribute<?>[] file(Path path) {
    return mode(path, FILE);
  }

  /** The mode of a new folder. */
  public static FileAttribute<?>[] folder(Path path) {
    return mode(path, FOLDER);
  }

  private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> mode) {
    return posix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Puts a text under its name at once with all its letters and its mode, or not at all; it
   * survives a loss of power.
   */
  public static void write(Path file, String text) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = FileChannel.open(draft, options, file(file))) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    var folder = file.toAbsolutePath().getParent();
    if (folder != null && posix(folder)) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Takes a file of ours from all others, and says so if one could have read it. */
  public static void tighten(Path file) throws IOException {
    if (!posix(file)) {
      return;
    }
    var mode = Files.getPosixFilePermissions(file);
    if (FILE.containsAll(mode)) {
      return;
    }
    try {
      Files.setPosixFilePermissions(file, FILE);
      log.info(
          "{} was {}, now only this user can read it", file, PosixFilePermissions.toString(mode));
    } catch (IOException e) {
      log.warn(
          "{} is {}, and this user may not change that: chmod 600 it",
          file,
          PosixFilePermissions.toString(mode));
    }
  }

  /** Whether every user of this machine can read a file, as far as its own mode says. */
  public static boolean readableByAll(Path file) throws IOException {
    return posix(file)
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /** Warns, once for each file, of a secret that every user of this machine can read. */
  public static void warnOfReaders(String key, Path file) throws IOException {
    if (readableByAll(file) && WARNED.add(file.toAbsolutePath())) {
      log.warn(
          "{}: {} can be read by every user of this machine: chmod 600 it. A secret that is mounted"
              + " into a container of its own may stay as it is",
          key,
          file);
    }
  }

  /** What to say of a folder that other users can enter; empty: they cannot. */
  public static Optional<String> openFolder(Path folder) throws IOException {
    if (!posix(folder)) {
      return Optional.empty();
    }
    var mode = Files.getPosixFilePermissions(folder);
    var others = EnumSet.copyOf(mode);
    others.removeAll(FOLDER);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the data directory "
                + folder
                + " can be entered by other users ("
                + PosixFilePermissions.toString(mode)
                + "): chmod 700 it; with systemd, StateDirectoryMode=0700");
  }
}
