package io.github.paybell.engine.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that hold a secret, never more of one than a secret is long. */
public final class KeyFile {
  /** A key or a PEM is a few KB; whatever is larger was named by mistake. */
  private static final int MAX_BYTES = 64 * 1024;

  private KeyFile() {}

  /**
   * Reads a file whole.
   *
   * @throws NoKeyException if it is larger than 64 KiB, or a device, pipe or folder, which may have
   *     no end
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new NoKeyException("is not a regular file");
    }
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new NoKeyException("is larger than 64 KiB, that is no key");
      }
      return bytes;
    }
  }

  /** A file that is no key's; the message goes on after its name. */
  public static final class NoKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    NoKeyException(String message) {
      super(message);
    }
  }
}
