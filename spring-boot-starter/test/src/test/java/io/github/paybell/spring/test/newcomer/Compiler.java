package io.github.paybell.spring.test.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Compiles what a guide says, as Maven would. */
final class Compiler {
  private static final String RESOURCES = "src/main/resources/";

  private Compiler() {}

  /**
   * Writes a project's files, compiles what is Java and puts resources beside it.
   *
   * @param files text by name
   * @return the folder of the classes
   */
  static Path project(Path folder, Map<String, String> files) throws IOException {
    return project(folder, files, "17", libraries());
  }

  /**
   * @param release of Java
   * @param libraries what the program may use, as a class path
   */
  static Path project(Path folder, Map<String, String> files, String release, String libraries)
      throws IOException {
    var classes = Files.createDirectories(folder.resolve("target/classes"));
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, "-parameters", "-proc:none", "--release", release);
    Collections.addAll(arguments, "-d", classes.toString(), "-cp", libraries);
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
      if (file.getKey().startsWith(RESOURCES)) {
        Files.copy(path, classes.resolve(file.getKey().substring(RESOURCES.length())));
      } else if (file.getKey().endsWith(".java")) {
        arguments.add(path.toString());
      }
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
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
