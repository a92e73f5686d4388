package io.github.paybell.benchmarks.report;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions of the libraries on the class path, read from their jars' names. */
public final class Versions {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*?)(-linux-x86_64)?\\.jar");

  private Versions() {}

  /** Those of the artifacts that are there, in the order asked for: {@code name version, …}. */
  public static String of(String... artifacts) {
    var jars =
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .map(entry -> String.valueOf(Path.of(entry).getFileName()))
            .toList();
    return List.of(artifacts).stream()
        .flatMap(artifact -> find(jars, artifact))
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> find(List<String> jars, String artifact) {
    return jars.stream()
        .map(JAR::matcher)
        .filter(Matcher::matches)
        .filter(jar -> jar.group(1).equals(artifact))
        .map(jar -> artifact + " " + jar.group(2))
        .limit(1);
  }
}
