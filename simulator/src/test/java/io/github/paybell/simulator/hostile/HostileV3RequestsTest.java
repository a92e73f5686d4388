package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.paybell.simulator.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileV3RequestsTest {
  private static final int TIMES = 2_000;

  /** Of interfaces that differ from another in the last word of the path only. */
  private static final int TIMES_OF_SIBLINGS = 400;

  private static final V3Platform PLATFORM = new V3Platform();

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  static Stream<V3Case> cases() {
    return PLATFORM.cases().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("Whatever a v3 request holds, the answer is one of v3's own and says what was wrong")
  void spoiled(V3Case good) {
    Request request = PLATFORM.request(good);
    assertThat(V3Shape.of(request, PLATFORM.handle(request))).isEqualTo("SUCCESS");
    Set<String> said = ConcurrentHashMap.newKeySet();
    int times = good.target().matches(".*/(native|app|h5)") ? TIMES_OF_SIBLINGS : TIMES;
    // Some at once, as signing takes its time.
    IntStream.range(0, times).parallel().forEach(i -> said.add(answered(good, request, i)));

    assertThat(said)
        .as("what is in front of the signature, the signature, and what is behind it")
        .contains("SIGN_ERROR")
        .hasSizeGreaterThan(2);
  }

  private static String answered(V3Case good, Request request, int i) {
    Request bad = spoiled(new Spoiler(good.toString(), i), good, request);
    try {
      return V3Shape.of(bad, PLATFORM.handle(bad));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return fail("request %d: %s %s%n%s", i, bad, Shown.of(bad.body()), bad.headers(), e);
    }
  }

  private static Request spoiled(Spoiler spoiler, V3Case good, Request request) {
    boolean signed = spoiler.oneIn(2);
    String target = good.target();
    byte[] body = request.body();
    int what = spoiler.below(good.method().equals("GET") ? 3 : 7);
    if (what == 0) {
      return withHeaders(spoiler, request);
    } else if (what <= 2) {
      target = target(spoiler, target);
    } else {
      body = what == 3 ? spoiler.bytes(body) : spoiler.tree(good.body());
    }
    return signed
        ? PLATFORM.signed(good.method(), target, body)
        : new Request(good.method(), target, PLATFORM.request(good).headers(), body, "test", null);
  }

  // ------------------------------------------------------------------------------------ targets

  /** One step of the path or one parameter is another; it stays below {@code /v3/}. */
  private static String target(Spoiler spoiler, String good) {
    int question = good.indexOf('?');
    String path = question < 0 ? good : good.substring(0, question);
    String query = question < 0 ? "" : good.substring(question + 1);
    if (spoiler.oneIn(2)) {
      return path + "?" + query(spoiler, query);
    }
    List<String> steps = new ArrayList<>(List.of(path.substring("/v3/".length()).split("/")));
    // The last is the one with a number in it, or the one before it.
    int at = Math.max(0, steps.size() - 1 - spoiler.below(2));
    steps.set(
        at, written(spoiler, spoiler.oneIn(2) ? spoiler.text() : spoiler.text(steps.get(at))));
    return "/v3/" + String.join("/", steps) + (query.isEmpty() ? "" : "?" + query);
  }

  private static String query(Spoiler spoiler, String good) {
    if (spoiler.oneIn(8)) {
      return spoiler.any(
          List.of("", "&&=&", "=", "?", "a", "%", "%=%", "mchid", good + "&" + good));
    }
    List<String> pairs = new ArrayList<>(List.of(good.split("&")));
    int at = spoiler.below(pairs.size());
    String name = pairs.get(at).replaceFirst("=.*", "");
    if (spoiler.oneIn(6)) {
      pairs.remove(at);
    } else {
      pairs.set(at, name + "=" + written(spoiler, spoiler.text()));
    }
    return String.join("&", pairs);
  }

  /** A text as it can stand on a request line. */
  private static String written(Spoiler spoiler, String text) {
    String visible = text.replaceAll("[^!-~]", "");
    return spoiler.oneIn(3) ? visible : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // ------------------------------------------------------------------------------------ headers

  private static Request withHeaders(Spoiler spoiler, Request good) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(good.headers());
    String name =
        spoiler.any(
            List.of(
                "Authorization",
                "Authorization",
                "Accept",
                "User-Agent",
                "Wechatpay-Serial",
                "Host"));
    String value = good.header(name) == null ? spoiler.text() : good.header(name);
    headers.removeIf(header -> header.getKey().equals(name));
    switch (spoiler.below(6)) {
      case 0 -> {}
      case 1 -> headers.add(Map.entry(name, spoiler.text()));
      case 2 -> headers.add(Map.entry(name, authorization(spoiler, value)));
      case 3 -> {
        headers.add(Map.entry(name, value));
        headers.add(Map.entry(name, spoiler.text()));
      }
      default -> headers.add(Map.entry(name, spoiler.text(value)));
    }
    return new Request(good.method(), good.target(), headers, good.body(), "test", null);
  }

  /** One parameter is another, is missing or stands twice. */
  private static String authorization(Spoiler spoiler, String good) {
    int space = good.indexOf(' ');
    List<String> parameters = new ArrayList<>(List.of(good.substring(space + 1).split(",")));
    int at = spoiler.below(parameters.size());
    String name = parameters.get(at).replaceFirst("=.*", "");
    switch (spoiler.below(5)) {
      case 0 -> parameters.remove(at);
      case 1 -> parameters.add(parameters.get(at));
      case 2 -> parameters.addAll(Collections.nCopies(10_000, "a=\"\""));
      default -> parameters.set(at, name + "=\"" + spoiler.text() + "\"");
    }
    return good.substring(0, space + 1) + String.join(",", parameters);
  }
}
