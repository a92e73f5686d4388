package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watcher's page")
class WatcherPageTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:src=|stylesheet\" href=|from )[\"']([^\"']+)[\"']");
  private static final Pattern TEXT_KEY =
      Pattern.compile("(?<=[{,\\n] {0,4})'?([A-Za-z_.]+)'?: ['\"]");

  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The page and everything that it refers to, by path. */
  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    Deque<String> todo = new ArrayDeque<>();
    todo.add("/");
    for (String path = todo.poll(); path != null; path = todo.poll()) {
      if (!files.containsKey(path)) {
        Response answer = bench.ask("GET", path, null);
        assertThat(answer.status()).as(path).isEqualTo(200);
        files.put(path, ControlBench.text(answer));
        Matcher matcher = REFERENCE.matcher(files.get(path));
        while (matcher.find()) {
          todo.add(matcher.group(1).replace("./", "/assets/watcher/"));
        }
      }
    }
    return files;
  }

  @Test
  @DisplayName("Everything that it needs comes from the simulator itself")
  void complete() {
    assertThat(files().keySet())
        .contains("/", "/assets/watcher/watcher.css", "/assets/watcher/watcher.js")
        .hasSize(12)
        .allMatch(path -> path.startsWith("/"));
  }

  @Test
  @DisplayName("Data goes in as text: no script makes HTML of it, and no inline script may run")
  void escaped() {
    assertThat(String.join("\n", files().values()))
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write");
    assertThat(bench.ask("GET", "/", null).headers())
        .anySatisfy(
            header -> {
              assertThat(header.getKey()).isEqualTo("Content-Security-Policy");
              assertThat(header.getValue())
                  .contains("default-src 'none'", "script-src 'self'")
                  .doesNotContain("unsafe-inline");
            });
  }

  @Test
  @DisplayName("Every text is there in both languages")
  void languages() {
    String texts = ControlBench.text(bench.ask("GET", "/assets/watcher/texts.js", null));
    String english =
        texts.substring(texts.indexOf("const english"), texts.indexOf("const chinese"));
    String chinese = texts.substring(texts.indexOf("const chinese"), texts.indexOf("const KEY"));

    assertThat(TEXT_KEY.matcher(english).results().map(it -> it.group(1)))
        .hasSizeGreaterThan(80)
        .containsExactlyElementsOf(
            TEXT_KEY.matcher(chinese).results().map(it -> it.group(1)).toList());
  }
}
