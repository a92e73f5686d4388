package io.github.paybell.cli;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documents say of the tree is so. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path ENGINE =
      ROOT.resolve("engine/src/main/resources/io/github/paybell/engine");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** However its lines are broken. */
  private static String text(String file) throws IOException {
    return read(file).replaceAll("\\s+", " ");
  }

  private static String prose(Path file) throws IOException {
    return CODE_BLOCK.matcher(Files.readString(file)).replaceAll("");
  }

  private static List<Path> documents() throws IOException {
    var documents = new ArrayList<Path>();
    for (var folder : List.of(".", "docs", "docs/adr", "examples/coffee-shop")) {
      try (var files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static boolean leadsSomewhere(Path from, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    var parts = link.split("#", 2);
    var file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    if (parts.length == 1 || !file.toString().endsWith(".md")) {
      return Files.exists(file);
    }
    return Files.exists(file)
        && HEADING
            .matcher(prose(file))
            .results()
            .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
  }

  @Test
  @DisplayName("Each link of a document leads to a file that is there, and to a heading of it")
  void links() throws IOException {
    var broken = new ArrayList<String>();
    for (var file : documents()) {
      for (var match : LINK.matcher(prose(file)).results().toList()) {
        if (!leadsSomewhere(file, match.group(1))) {
          broken.add(ROOT.relativize(file) + ": " + match.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("The decision about run-time dependencies names the jars of the distribution")
  void jars() throws IOException {
    var jars =
        Stream.of(
                Files.readString(Path.of("target/runtime-classpath.txt")).split(File.pathSeparator))
            .map(entry -> Path.of(entry.strip()).getFileName().toString())
            .filter(name -> name.endsWith(".jar") && !name.startsWith("paybell-"))
            .map(name -> name.replaceFirst("-[0-9].*", ""))
            .collect(toCollection(TreeSet::new));
    var page = read("docs/adr/0002-run-time-dependencies.md");
    var rows = page.substring(page.indexOf("## The jars"), page.indexOf("**Consequences.**"));
    var named =
        rows.lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> CODE.matcher(line.split("\\|", -1)[1]).results())
            .map(code -> code.group(1).replace("*", ".*"))
            .toList();

    assertThat(jars).allMatch(jar -> named.stream().anyMatch(jar::matches), "is in the table");
    assertThat(named).allMatch(name -> jars.stream().anyMatch(jar -> jar.matches(name)), "ships");
  }

  @Test
  @DisplayName("The recipes for a migration and a dialect name the folders that are there")
  void dialects() throws IOException {
    var migrations = foldersOf(ENGINE.resolve("store"));
    var braces = "engine/store/{" + String.join(",", migrations) + "}";
    assertThat(text("CONTRIBUTING.md")).contains(braces);
    assertThat(text("docs/ARCHITECTURE.md")).contains(braces);

    var packages = new TreeSet<String>();
    for (var name : foldersOf(ENGINE)) {
      if (foldersOf(ENGINE.resolve(name)).stream().anyMatch(migrations::contains)) {
        packages.add("`" + name + "`");
      }
    }
    assertThat(text("docs/ARCHITECTURE.md")).contains("in each of " + String.join(", ", packages));
  }

  @Test
  @DisplayName("The English pages of the first day have a Chinese twin with the same code")
  void twins() throws IOException {
    for (var page : Set.of("api", "configuration", "events", "going-live", "jsapi", "stores")) {
      var english = read("docs/" + page + ".md");
      var chinese = read("docs/" + page + ".zh-CN.md");
      assertThat(firstCells(chinese)).as(page).isEqualTo(firstCells(english));
    }
  }

  /** The codes in the first column of each table, such as the keys of the configuration. */
  private static Set<String> firstCells(String page) {
    return page.lines()
        .filter(line -> line.startsWith("| "))
        .flatMap(line -> CODE.matcher(line.replace("\\|", "/").split("\\|", -1)[1]).results())
        .map(code -> code.group(1))
        .collect(toSet());
  }

  private static TreeSet<String> foldersOf(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .collect(toCollection(TreeSet::new));
    }
  }
}
