package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Compiles what a guide says, as Maven would. */
final class Compiler {
  private Compiler() {}

  /**
   * @return the folder of the classes
   */
  static Path compile(Path folder, Path file) throws IOException {
    var classes = Files.createDirectories(folder.resolve("target/classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-parameters",
                "-proc:none",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-cp",
                libraries(),
                file.toString());
    assertThat(failed).isZero();
    return classes;
  }

  /** What the test has on its class path, however it is run. */
  static String libraries() {
    return Compiler.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }
}
