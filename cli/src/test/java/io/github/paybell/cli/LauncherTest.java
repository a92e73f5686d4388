package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher script says before there is a JVM. */
class LauncherTest {
  private record Outcome(int status, String output) {}

  @TempDir Path folder;

  private Outcome launch(String javaHome) throws IOException, InterruptedException {
    var launcher = Path.of("../paybell").toAbsolutePath().normalize().toString();
    var builder = new ProcessBuilder("sh", launcher, "--version").redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", javaHome);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), output);
  }

  @Test
  @DisplayName("A JAVA_HOME without a Java is said in one sentence, status 1")
  void noJava() throws Exception {
    var outcome = launch(folder.toString());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output()).startsWith("paybell: JAVA_HOME is " + folder).contains("JDK 17");
    assertThat(outcome.output().strip()).doesNotContain("\n");
  }

  @Test
  @DisplayName("A Java that is too old is said in one sentence, status 1")
  void oldJava() throws Exception {
    var java = folder.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    var outcome = launch(folder.toString());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output()).contains("Java 11.0.2 is too old").contains("JDK 17");
  }
}
