package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.account.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder for the master key and for bills while they are compared. Several processes may share
 * it.
 *
 * @param path absolute
 */
record DataFolder(Path path) {
  /**
   * Makes the folder if need be.
   *
   * @throws PaybellConfigurationException if it cannot be made
   */
  static DataFolder of(PaybellProperties properties) {
    var path = properties.dataDirectory();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, onlyOurs(path));
      }
      return new DataFolder(path);
    } catch (IOException e) {
      throw new PaybellConfigurationException(
          "paybell.data-dir: the folder " + path + " cannot be made.",
          "Let it name a folder in which the user of this process may write.",
          e);
    }
  }

  private static FileAttribute<?>[] onlyOurs(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * @param configured null: made here once
   * @throws PaybellConfigurationException if it is none, or cannot be read or made
   */
  MasterKey masterKey(@Nullable Hidden configured) {
    try {
      return MasterKey.load(configured == null ? null : configured.written(), path);
    } catch (IllegalStateException e) {
      throw new PaybellConfigurationException(
          "paybell.master-key: " + e.getMessage() + ".",
          "Write 64 hex digits (openssl rand -hex 32) or file: and a path; every process on one"
              + " database needs the same.",
          e);
    }
  }
}
