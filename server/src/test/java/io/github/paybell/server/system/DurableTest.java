package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * NO_LOST_ACK on power loss: notifications that come one after another are groups of one, so each
 * acknowledgement must have had a forced write of its own before it.
 */
@Tag("crash")
class DurableTest {
  /** More with -Dpaybell.durable.notifications=… */
  private static final int NOTIFICATIONS = Integer.getInteger("paybell.durable.notifications", 100);

  private static final long TOTAL = 8_800;

  @TempDir private Path folder;

  @BeforeAll
  static void strace() throws IOException, InterruptedException {
    Strace.needed();
  }

  @Test
  @DisplayName("NO_LOST_ACK: on SQLite each acknowledgement follows a sync of the write-ahead log")
  void sqlite() throws Exception {
    try (var server = start(null)) {
      deliver("SQLite", server, List.of(server.pid()), "paybell.sqlite-wal");
    }
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: on PostgreSQL each acknowledgement follows a sync of the write-ahead log")
  void postgresql() throws Exception {
    try (var database = OwnPostgres.start(folder.resolve("pg"));
        var server = start(database.store())) {
      deliver(
          "PostgreSQL",
          server,
          database.processes().stream().map(ProcessHandle::pid).toList(),
          "/pg_wal/");
    }
  }

  @Test
  @DisplayName("NO_LOST_ACK: on MariaDB each acknowledgement follows a sync of the redo log")
  void mariadb() throws Exception {
    var base = Files.createDirectory(folder.resolve("mariadb"));
    var store = TestStores.mariadbIn(base);
    var pids =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").startsWith(base.toString()))
            .map(ProcessHandle::pid)
            .toList();
    assertThat(pids).hasSize(1);
    try (var server = start(store)) {
      deliver("MariaDB", server, pids, "ib_logfile0");
    }
  }

  private ServerProcess start(StoreOptions store) throws IOException {
    return ServerProcess.start(folder, Platform.yaml(folder), store, Map.of());
  }

  private void deliver(String title, ServerProcess server, List<Long> pids, String log)
      throws Exception {
    var messages = new ArrayList<Message>();
    for (int i = 0; i < NOTIFICATIONS; i++) {
      var outTradeNo = "DURABLE%08d".formatted(i);
      assertThat(server.register("shop", outTradeNo, TOTAL)).isEqualTo(201);
      messages.add(Platform.v2Paid(outTradeNo, "42000090012026%014d".formatted(i), TOTAL));
    }
    var output = folder.resolve("strace.out");
    int acknowledged = 0;
    long syncs;
    try (var strace = Strace.attach(pids, output);
        var sender = new Sender(server.notifyPort())) {
      for (var message : messages) {
        if (sender.post(Platform.V2, message).text().contains("SUCCESS")) {
          acknowledged++;
        }
        // strace writes a line before the call returns to its process: none is still to come.
      }
      strace.detach();
      syncs = strace.syncs(log);
    }
    System.out.printf("%s: %d acknowledged, %d syncs of %s%n", title, acknowledged, syncs, log);
    assertThat(acknowledged).isEqualTo(NOTIFICATIONS);
    assertThat(syncs).isGreaterThanOrEqualTo(acknowledged);
  }
}
