package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code java house/Count.java} counts stays where it is. */
class HouseTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static String count() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "house/Count.java", "-v")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static int figure(String said, String name) {
    var line = Pattern.compile("(?m)^" + name + " +([\\d,]+)").matcher(said);
    assertThat(line.find()).as(said).isTrue();
    return Integer.parseInt(line.group(1).replace(",", ""));
  }

  @Test
  @DisplayName("No class uses itself by way of others of its package, and few names occur twice")
  void figures() throws Exception {
    var said = count();

    assertThat(figure(said, "main files")).isGreaterThan(900);
    assertThat(figure(said, "circles inside packages")).as(said).isZero();
    assertThat(figure(said, "class names in several packages")).as(said).isLessThan(10);
  }
}
