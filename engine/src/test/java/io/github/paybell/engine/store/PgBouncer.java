package io.github.paybell.engine.store;

import io.github.paybell.protocol.FreePort;
import io.github.paybell.protocol.Need;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PgBouncer of the machine's own, in transaction mode, before a PostgreSQL: three sessions for
 * all of its clients, so that each transaction is likely to meet another one.
 */
public final class PgBouncer implements AutoCloseable {
  private static final int SESSIONS = 3;
  private static final long START_SECONDS = 30;

  private final Process process;
  private final StoreOptions store;

  private PgBouncer(Process process, StoreOptions store) {
    this.process = process;
    this.store = store;
  }

  /**
   * Starts one.
   *
   * @param folder its own, for its settings
   */
  public static PgBouncer before(StoreOptions direct, Path folder)
      throws IOException, InterruptedException {
    var place = direct.url().replaceFirst(".*//", "").split("[:/]", -1);
    int port = FreePort.choose();
    var settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=%s port=%s user=%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = %d
            """
                .formatted(place[0], place[1], direct.username(), port, SESSIONS));
    var command = new ArrayList<>(List.of("pgbouncer", settings.toString()));
    if ("root".equals(System.getProperty("user.name"))) {
      // It refuses to run as root, and the user that it becomes must read its settings.
      command.addAll(1, List.of("-u", "nobody"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("pgbouncer.log").toFile())
              .start();
    } catch (IOException e) {
      return Need.PGBOUNCER.missing("PgBouncer is not installed");
    }
    awaitOpen(process, port, folder.resolve("pgbouncer.log"));
    return new PgBouncer(
        process,
        new StoreOptions(
            "jdbc:postgresql://127.0.0.1:" + port + "/" + place[2],
            direct.username(),
            direct.password(),
            direct.maxConnections()));
  }

  /** The same store, through it. */
  public StoreOptions store() {
    return store;
  }

  private static void awaitOpen(Process process, int port, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          process.destroy();
          throw new IllegalStateException("PgBouncer does not start: " + Files.readString(log), e);
        }
        Thread.sleep(20);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
