package io.github.paybell.server.system;

import io.github.paybell.server.PaybellServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process in which one server after the other is to start, and none can: what each says stands
 * after a line of its own. Arguments: their folders, with the configuration file in each.
 */
final class FailingStarts {
  static final String NEXT = "=== next start";
  static final String STARTED = "=== it did start";

  private FailingStarts() {}

  public static void main(String[] folders) {
    for (var folder : folders) {
      System.out.println(NEXT);
      try (var server = PaybellServer.start(ServeMain.source(arguments(Path.of(folder))))) {
        System.out.println(STARTED + " " + server.notifyPort());
      } catch (RuntimeException e) {
        // As a JVM says what ends it.
        e.printStackTrace();
      }
    }
  }

  private static String[] arguments(Path folder) {
    return new String[] {
      folder.resolve("paybell.yml").toString(),
      "paybell.notify.host=127.0.0.1",
      "paybell.notify.port=0",
      "paybell.admin.port=0",
      "paybell.admin.token=" + ServerProcess.TOKEN,
      "paybell.data-dir=" + folder.resolve("data"),
      "logging.level.io.github.paybell=DEBUG"
    };
  }

  /** Everything that such a process says, until it has ended. */
  static String run(Path folder, List<Path> starts) throws IOException {
    var command = ServerProcess.command(folder, FailingStarts.class);
    starts.forEach(start -> command.add(start.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
