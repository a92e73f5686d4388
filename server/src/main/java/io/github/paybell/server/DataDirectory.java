package io.github.paybell.server;

import io.github.paybell.engine.store.SameFiles;
import io.github.paybell.engine.store.StoreGuard;
import io.github.paybell.server.admin.BearerToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder that this process owns while it runs: two on one folder would both write. */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "paybell.lock";
  private static final String TOKEN = "admin-token";
  private static final String FORMER_TOKEN = "office-token";
  private static final int TOKEN_BYTES = 32;

  private final Path path;
  private final FileChannel channel;
  private final SameFiles lock;

  private DataDirectory(Path path, FileChannel channel, SameFiles lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes it.
   *
   * @throws StartException if it cannot be made or another process has it
   */
  static DataDirectory take(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path, mode(path, "rwx------"));
      channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartException(
            "another process has the data directory "
                + path
                + "; stop it, or choose another folder with paybell.data-dir (--data-dir)");
      }
      return new DataDirectory(path, channel, SameFiles.of(List.of(path.resolve(LOCK))));
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StartException(
          "cannot use the data directory "
              + path
              + " ("
              + e.getClass().getSimpleName()
              + "): it must be a folder that this user can write to",
          e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Tells when the folder is no longer the one that was taken: another process may have it then.
   */
  StoreGuard guard() {
    return lock;
  }

  Path path() {
    return path;
  }

  Path tokenFile() {
    return path.resolve(TOKEN);
  }

  /**
   * The admin API's token of this folder; made the first time, never a default one.
   *
   * @throws StartException if it cannot be read or written, or is no token
   */
  BearerToken token() {
    var file = tokenFile();
    try {
      if (Files.notExists(file)) {
        var former = path.resolve(FORMER_TOKEN);
        if (Files.exists(former)) {
          throw new StartException(
              former + " is now called " + TOKEN + "; rename it, or delete it and a token is made");
        }
        write(file);
      }
      return BearerToken.of(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new StartException(file + ": " + e.getMessage() + "; delete the file and one is made");
    } catch (IOException e) {
      throw new StartException(
          "cannot read or make the admin API's token in "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
  }

  // Under its name at once with all its letters and its mode, or not at all.
  private static void write(Path file) throws IOException {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = FileChannel.open(draft, options, mode(file, "rw-------"))) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** Gives the folder free; the lock goes with the channel. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }
}
