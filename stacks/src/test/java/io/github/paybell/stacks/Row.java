package io.github.paybell.stacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootVersion;

/** A line of the table that {@code stacks/run} prints, written when the shop is closed. */
final class Row implements AutoCloseable {
  private static final Path TABLE = Path.of("target", "stacks.tsv");

  private final Stack stack;
  private final long began = System.nanoTime();
  private String paid = "NO";
  private String healed = "NO";

  Row(Stack stack) {
    this.stack = stack;
  }

  void paid() {
    paid = "yes";
  }

  void healed() {
    healed = "yes";
  }

  @Override
  public void close() throws IOException {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    Files.writeString(
        TABLE,
        String.join(
                "\t",
                SpringBootVersion.getVersion(),
                stack.title,
                paid,
                healed,
                Long.toString(seconds))
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
