package io.github.paybell.simulator.node;

import io.github.paybell.protocol.Need;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class OnPath {
  private OnPath() {}

  /** Chromium, under whichever name; ends the test where there is none. */
  public static Path chromium() {
    return find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        .orElseGet(() -> Need.CHROMIUM.missing("no Chromium on PATH"));
  }

  /** The first of these programs that PATH has. */
  public static Optional<Path> find(String... names) {
    String path = System.getenv("PATH");
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of((path == null ? "" : path).split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
