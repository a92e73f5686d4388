package io.github.paybell.simulator.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The two files in which a local CA is kept. */
final class CaFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path certificate;
  private final Path key;

  CaFiles(Path directory) {
    this.certificate = directory.resolve("ca.pem");
    this.key = directory.resolve("ca-key.pem");
  }

  /** Where the certificate is. */
  Path certificate() {
    return certificate;
  }

  /**
   * What is there.
   *
   * @throws IllegalStateException if there is only one of the two, or one cannot be read
   */
  Optional<Pem> read() {
    boolean hasCertificate = Files.exists(certificate);
    boolean hasKey = Files.exists(key);
    if (!hasCertificate && !hasKey) {
      return Optional.empty();
    }
    if (hasCertificate != hasKey) {
      throw new IllegalStateException(
          "the local CA is incomplete: there is "
              + (hasCertificate ? certificate : key)
              + " but no "
              + (hasCertificate ? key : certificate).getFileName()
              + ". Put the other file back, or remove this one and a new CA is made");
    }
    try {
      return Optional.of(new Pem(Files.readString(certificate), Files.readString(key)));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read the local CA beside " + certificate + ": " + e, e);
    }
  }

  /**
   * Keeps a new one: the key first and readable by its owner only, from its first byte on.
   *
   * @throws UncheckedIOException if the folder cannot be written
   */
  void write(Pem ca) {
    try {
      Path directory = key.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      try (var channel =
          Files.newByteChannel(
              key, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
        channel.write(StandardCharsets.US_ASCII.encode(ca.privateKey()));
      }
      Files.writeString(certificate, ca.certificates(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the local CA beside " + certificate, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    // Windows has no modes; there the folder's own rights hold.
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
