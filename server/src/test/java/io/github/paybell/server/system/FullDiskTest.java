package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * No room for the embedded store under a running server. What ends it is the limit of a file's
 * length, which a test may set without being root and which fails a write as a full disk does, with
 * EFBIG in place of ENOSPC; {@code attack/run disk-full} fills a file system.
 */
@Tag("crash")
@EnabledOnOs(OS.LINUX) // for prlimit
class FullDiskTest {
  private static final int EACH = 10;
  private static final long TOTAL = 8_800;

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "NO_LOST_ACK: without room each notification is answered as busy and the server is not ready;"
          + " with room it is ready without a payment, and each is there once")
  void noRoom() throws Exception {
    try (var server = ServerProcess.start(folder, Platform.yaml(folder), null, Map.of());
        var rows = Rows.of(null, folder);
        var sender = new Sender(server.notifyPort())) {
      for (int n = 0; n < 3 * EACH; n++) {
        assertThat(server.register("shop", number(n), TOTAL)).isEqualTo(201);
      }
      assertThat(send(sender, 0)).containsOnly("SUCCESS");

      limit(server, "1024");
      assertThat(send(sender, EACH)).containsOnly("FAIL");
      awaitHealth(server, 503);
      assertThat(send(sender, 2 * EACH)).containsOnly("FAIL");
      assertThat(stored(rows)).isEqualTo(EACH);

      limit(server, "unlimited");
      awaitHealth(server, 200);
      assertThat(stored(rows)).isEqualTo(EACH);
      for (int first = 0; first < 3 * EACH; first += EACH) {
        assertThat(send(sender, first)).containsOnly("SUCCESS");
      }
      assertThat(stored(rows)).isEqualTo(3 * EACH);
      assertThat(rows.number("select count(*) from paybell_event where type = 'payment.succeeded'"))
          .isEqualTo(3 * EACH);
    }
  }

  private static long stored(Rows rows) throws Exception {
    return rows.number("select count(*) from paybell_notification");
  }

  private static String number(int n) {
    return "FULL%08d".formatted(n);
  }

  /** What they were answered. */
  private static List<String> send(Sender sender, int first) {
    return IntStream.range(first, first + EACH)
        .mapToObj(
            n -> {
              var message = Platform.v2Paid(number(n), "42000090012026%014d".formatted(n), TOTAL);
              try {
                var answer = sender.post(Platform.V2, message).text();
                return answer.contains("SUCCESS") ? "SUCCESS" : "FAIL";
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  /** Of each file that the process writes, in bytes. */
  private static void limit(ServerProcess server, String length)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("prlimit", "--pid=" + server.pid(), "--fsize=" + length + ":")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).as("prlimit, of util-linux").isZero();
  }

  private static void awaitHealth(ServerProcess server, int status) throws Exception {
    var question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.notifyPort() + "/healthz"))
            .build();
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (HttpClient.newHttpClient().send(question, BodyHandlers.discarding()).statusCode()
        != status) {
      assertThat(System.nanoTime()).as("/healthz is not %s", status).isLessThan(patience);
      Thread.sleep(50);
    }
  }
}
