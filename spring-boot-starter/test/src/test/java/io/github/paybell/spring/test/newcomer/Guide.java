package io.github.paybell.spring.test.newcomer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page of the documentation, as far as it is code. Immutable.
 *
 * @param text all of it
 */
record Guide(String text) {
  private static final Pattern FILE =
      Pattern.compile(
          "^`([^`\\n]+)`[:：]\\n\\n```\\w+\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("^```\\w+\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  static Guide read(String name) throws IOException {
    return new Guide(Files.readString(root().resolve(name)));
  }

  /** The folder of the whole project, from wherever the test runs. */
  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/starter.md"))) {
      var above = folder.getParent();
      if (above == null) {
        throw new IllegalStateException("docs/starter.md is in no folder above");
      }
      folder = above;
    }
    return folder;
  }

  /** The files that the reader is told to write, by name. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    FILE.matcher(text).results().forEach(match -> files.put(match.group(1), match.group(2)));
    return files;
  }

  /** What its tables say is other there: the words of their first column, and of this one. */
  Map<String, String> instead(String column) {
    Map<String, String> words = new LinkedHashMap<>();
    int wanted = -1;
    for (var line : text.lines().toList()) {
      var cells = List.of(line.split("\\s*\\|\\s*"));
      if (cells.contains(column)) {
        wanted = cells.indexOf(column);
      } else if (!line.startsWith("|")) {
        wanted = -1;
      } else if (wanted > 0 && cells.get(1).startsWith("`")) {
        words.put(code(cells.get(1)), code(cells.get(wanted)));
      }
    }
    return words;
  }

  private static String code(String cell) {
    return cell.substring(1, cell.length() - 1);
  }

  /** All code, in order. */
  List<String> blocks() {
    return BLOCK.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
