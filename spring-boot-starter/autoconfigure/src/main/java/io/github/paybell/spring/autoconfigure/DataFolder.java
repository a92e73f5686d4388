package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.store.KnownStore;
import io.github.paybell.engine.store.OwnerOnly;
import io.github.paybell.settings.SecretText;
import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for the master key, for which database it is, and for bills while they are compared.
 * Several processes may share it.
 *
 * @param path absolute
 */
record DataFolder(Path path) {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  /**
   * Makes the folder if need be.
   *
   * @throws SettingsException if it cannot be made
   */
  static DataFolder of(PaybellProperties properties) {
    var path = properties.dataDirectory();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, OwnerOnly.folder(path));
      }
      OwnerOnly.openFolder(path).ifPresent(log::warn);
      return new DataFolder(path);
    } catch (IOException e) {
      throw new SettingsException(
          "paybell.data-dir: the folder " + path + " cannot be made.",
          "Let it name a folder in which the user of this process may write.",
          e);
    }
  }

  /**
   * Which database this folder's processes have used.
   *
   * @throws SettingsException if that cannot be read
   */
  KnownStore knownStore() {
    try {
      return KnownStore.in(path, null, "", Clock.systemUTC());
    } catch (IllegalArgumentException | IOException e) {
      throw new SettingsException(
          "paybell.data-dir: " + path.resolve("store-identity") + " cannot be read.",
          "Let the user of this process read and write it, or delete it: it is made anew.",
          e);
    }
  }

  /**
   * @param configured null: made here once
   * @throws SettingsException if it is none, or cannot be read or made
   */
  MasterKey masterKey(@Nullable SecretText configured) {
    try {
      return MasterKey.load(configured == null ? null : configured.written(), path);
    } catch (IllegalStateException e) {
      throw new SettingsException(
          "paybell.master-key: " + e.getMessage() + ".",
          "Write 64 hex digits (openssl rand -hex 32) or file: and a path; every process on one"
              + " database needs the same.",
          e);
    }
  }
}
