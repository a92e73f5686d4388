package io.github.paybell.benchmarks.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param version in full, such as {@code 17.0.15}
 */
public record Jdk(Path home, String version) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /**
   * @throws IllegalArgumentException if the folder holds no JDK
   */
  public static Jdk at(Path home) {
    var release = new Properties();
    try {
      release.load(new StringReader(Files.readString(home.resolve("release"))));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JDK in " + home, e);
    }
    return new Jdk(home, release.getProperty("JAVA_VERSION", "unknown").replace("\"", ""));
  }

  /** The one that runs this program. */
  public static Jdk running() {
    return at(Path.of(System.getProperty("java.home")));
  }

  /** The one that runs this program, and those of 17 and 25 that are installed beside it. */
  public static List<Jdk> measured() {
    var jdks = new ArrayList<Jdk>();
    jdks.add(running());
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      for (Path home : homes.sorted().toList()) {
        if (Files.exists(home.resolve("release"))) {
          var jdk = at(home);
          if ((jdk.major() == 17 || jdk.major() == 25)
              && jdks.stream().noneMatch(other -> other.version().equals(jdk.version()))) {
            jdks.add(jdk);
          }
        }
      }
    } catch (IOException e) {
      // Elsewhere JDKs live elsewhere: --jdk names them.
    }
    return jdks;
  }

  public int major() {
    return Integer.parseInt(version.replaceAll("\\D.*", ""));
  }

  public Path java() {
    return home.resolve("bin/java");
  }
}
