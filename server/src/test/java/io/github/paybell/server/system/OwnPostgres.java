package io.github.paybell.server.system;

import io.github.paybell.engine.store.StoreOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL that belongs to one test, which may kill it. The data directory stays, and is
 * durable as in production.
 */
final class OwnPostgres implements AutoCloseable {
  private final EmbeddedPostgres embedded;
  private final Path data;
  private final List<String> command;

  private OwnPostgres(EmbeddedPostgres embedded, Path data) throws IOException {
    this.embedded = embedded;
    this.data = data;
    var words = Files.readString(Path.of("/proc/" + postmaster() + "/cmdline")).split("\0", -1);
    command = Stream.of(words).filter(word -> !word.isEmpty()).toList();
  }

  static OwnPostgres start(Path folder) throws IOException {
    Files.createDirectories(folder);
    var data = folder.resolve("data");
    return new OwnPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // The artifact's own defaults switch durability off.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start(),
        data);
  }

  StoreOptions store() {
    return new StoreOptions(url(), "postgres", "", 10);
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + embedded.getPort() + "/postgres";
  }

  private long postmaster() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  /** The postmaster and all its children. */
  List<ProcessHandle> processes() throws IOException {
    var parent = ProcessHandle.of(postmaster()).orElseThrow();
    return Stream.concat(Stream.of(parent), parent.descendants()).toList();
  }

  /** SIGKILL to every process, the postmaster first, so that it can start no other. */
  void kill() throws IOException {
    var all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  /** Starts again on the same data directory, and waits until it has recovered. */
  void startAgain() throws IOException, InterruptedException {
    var line = new ArrayList<>(command);
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to be root; the artifact starts it in the same way.
      line.addAll(0, List.of("unshare", "-U"));
    }
    var started =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling("again.log").toFile())
            .start();
    SQLException last = null;
    for (int attempt = 0; attempt < 600 && started.isAlive(); attempt++) {
      try (var connection = DriverManager.getConnection(url(), "postgres", "")) {
        return;
      } catch (SQLException e) {
        last = e;
        // Nothing tells when recovery is over but the first connection that is let in.
        started.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(
        "PostgreSQL did not come back: " + Files.readString(data.resolveSibling("again.log")),
        last);
  }

  /** Stops whichever of the two runs on the data directory now. */
  @Override
  public void close() throws IOException {
    embedded.close();
  }
}
