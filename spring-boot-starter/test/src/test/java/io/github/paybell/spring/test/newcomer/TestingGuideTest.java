package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has the shop of docs/starter.md writes the tests of docs/testing.md. */
class TestingGuideTest {
  private static final String TEST = "src/test/java/coffee/ShopTest.java";

  @Test
  @DisplayName("The guide's tests pass as they stand, in a folder that has nothing else")
  void passes(@TempDir Path folder) throws Exception {
    var files = Guide.read("docs/starter.md").files();
    var tests = Guide.read("docs/testing.md").files();
    assertThat(tests).containsOnlyKeys(TEST);
    files.putAll(tests);
    var classes = Compiler.project(folder, files);
    var log = folder.resolve("test.log").toFile();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + Compiler.libraries(),
                TestRun.class.getName(),
                "coffee.ShopTest")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(log).content().endsWith("3 of 3 tests passed\n");
    } finally {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("shop.db")).doesNotExist();
  }

  @Test
  @DisplayName("The guide in Chinese has the same code")
  void sameInChinese() throws IOException {
    assertThat(Guide.read("docs/testing.zh-CN.md").blocks())
        .isEqualTo(Guide.read("docs/testing.md").blocks());
  }
}
