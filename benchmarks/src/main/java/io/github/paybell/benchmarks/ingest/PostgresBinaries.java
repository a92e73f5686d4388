package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the PostgreSQL programs are: the folder in {@code PG_BIN}, else the newest one installed
 * the way Debian does, else the one that {@code pg_config} names, else the embedded binaries.
 */
public record PostgresBinaries(Path folder, boolean embedded) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  public static PostgresBinaries find(Path scratch) throws IOException, InterruptedException {
    String named = System.getenv("PG_BIN");
    if (named != null) {
      return installed(Path.of(named))
          .orElseThrow(() -> new IOException("PG_BIN has no initdb: " + named));
    }
    var newest = debian();
    if (newest.isPresent()) {
      return newest.get();
    }
    try {
      var configured =
          installed(Path.of(HelperProgram.run(List.of("pg_config", "--bindir")).strip()));
      if (configured.isPresent()) {
        return configured.get();
      }
    } catch (IOException notInstalled) {
      // No pg_config: the embedded binaries have to do.
    }
    return unpack(scratch);
  }

  public Path program(String name) {
    return folder.resolve(name);
  }

  /** Whether the optional program is there; the embedded binaries have no pgbench. */
  public boolean has(String name) {
    return Files.isExecutable(program(name));
  }

  public String version() throws IOException, InterruptedException {
    return HelperProgram.run(List.of(program("postgres").toString(), "--version"))
            .strip()
            .replaceAll("^postgres \\(PostgreSQL\\) ", "")
        + (embedded ? " (embedded)" : "");
  }

  private static Optional<PostgresBinaries> installed(Path folder) {
    return Files.isExecutable(folder.resolve("initdb"))
        ? Optional.of(new PostgresBinaries(folder, false))
        : Optional.empty();
  }

  private static Optional<PostgresBinaries> debian() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .sorted(Comparator.comparing(PostgresBinaries::number).reversed())
          .flatMap(version -> installed(version.resolve("bin")).stream())
          .findFirst();
    }
  }

  private static double number(Path version) {
    try {
      return Double.parseDouble(version.getFileName().toString());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static PostgresBinaries unpack(Path scratch) throws IOException, InterruptedException {
    Path archive = scratch.resolve("postgres.txz");
    try (var in = PostgresBinaries.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
      if (in == null) {
        throw new IOException("no PostgreSQL found: install it, or name its programs in PG_BIN");
      }
      Files.copy(in, archive);
    }
    Path folder = Files.createDirectory(scratch.resolve("postgres"));
    HelperProgram.run(List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()));
    return new PostgresBinaries(folder.resolve("bin"), true);
  }
}
