package io.github.paybell.server;

import io.github.paybell.engine.store.OwnerOnly;
import io.github.paybell.engine.store.SameFiles;
import io.github.paybell.engine.store.StoreGuard;
import io.github.paybell.server.admin.BearerToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that this process owns while it runs: two on one folder would both write. */
final class DataDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

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
      Files.createDirectories(path, OwnerOnly.folder(path));
      OwnerOnly.openFolder(path).ifPresent(log::warn);
      var file = path.resolve(LOCK);
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(file));
      if (lock(channel) == null) {
        channel.close();
        throw new StartException(
            "another process has the data directory "
                + path
                + "; stop it, or choose another folder with paybell.data-dir (--data-dir)");
      }
      OwnerOnly.tighten(file);
      return new DataDirectory(path, channel, SameFiles.of(List.of(file)));
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
      if (OwnerOnly.readableByAll(file)) {
        throw new StartException(
            file
                + " can be read by every user of this machine: chmod 600 it; if others had access,"
                + " delete it and one is made");
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

  private static void write(Path file) throws IOException {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
    OwnerOnly.write(file, text);
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
