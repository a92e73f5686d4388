package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.ingest.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's programs, run as a user that they accept: they refuse root. */
public final class PostgresPrograms {
  private static final String SETTINGS =
      """
      port = %d
      listen_addresses = '127.0.0.1'
      unix_socket_directories = '%s'
      max_connections = 60
      shared_buffers = 128MB
      """;

  private final PostgresBinaries binaries;
  private final List<String> as;
  private final Path scratch;

  private PostgresPrograms(PostgresBinaries binaries, List<String> as, Path scratch) {
    this.binaries = binaries;
    this.as = as;
    this.scratch = scratch;
  }

  /**
   * Finds them.
   *
   * @param scratch where data and logs go
   */
  public static PostgresPrograms find(Path scratch) throws IOException, InterruptedException {
    return new PostgresPrograms(PostgresBinaries.find(scratch), unprivileged(scratch), scratch);
  }

  boolean has(String program) {
    return binaries.has(program);
  }

  /** Such as {@code 15.18}. */
  public String version() throws IOException, InterruptedException {
    return binaries.version();
  }

  /** Makes an empty database cluster in a folder of that name. */
  public Path cluster(String name, int port) throws IOException, InterruptedException {
    var data = scratch.resolve(name);
    run(
        "initdb",
        "-D",
        data.toString(),
        "-U",
        "postgres",
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N");
    set(data, port);
    return data;
  }

  static void set(Path data, int port) throws IOException {
    add(data, SETTINGS.formatted(port, data));
  }

  /** More settings, of which the last one of a name counts. */
  static void add(Path data, String settings) throws IOException {
    Files.writeString(
        data.resolve("postgresql.auto.conf"), settings + "\n", StandardOpenOption.APPEND);
  }

  /** Starts the server of that folder. */
  public Node start(Path data, int port) throws IOException, InterruptedException {
    var command = new ArrayList<>(as);
    command.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
    return Node.start(
        command,
        Map.of(),
        scratch.resolve(data.getFileName() + ".log"),
        port,
        "jdbc:postgresql://127.0.0.1:" + port + "/",
        "postgres");
  }

  void run(String program, String... arguments) throws IOException, InterruptedException {
    run(as, scratch, binaries.program(program), arguments);
  }

  private static List<String> unprivileged(Path scratch) throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    run(List.of(), scratch, Path.of("chown"), "nobody", scratch.toString());
    // Not runuser: the process must be the server's own, to be stopped by its id.
    return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
  }

  private static void run(List<String> as, Path scratch, Path program, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(as);
    command.add(program.toString());
    command.addAll(List.of(arguments));
    var log = scratch.resolve(program.getFileName() + ".log").toFile();
    var process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed:\n" + Files.readString(log.toPath()));
    }
  }
}
