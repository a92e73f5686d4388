package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HostileOwnRequestsTest {
  private static final int TIMES = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Simulator wechat = Simulator.start(SimulatorOptions.forTests());
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String prepayId = "";
  private String messageId = "";

  @BeforeEach
  void populate() {
    prepayId = place("HOSTILE0001");
    place("HOSTILE0002");
    wechat.pay("HOSTILE0002");
    wechat.settle();
    Message message = wechat.messenger().messages().get(0);
    messageId = message.id();
  }

  @AfterEach
  void close() {
    wechat.close();
  }

  private String place(String outTradeNo) {
    V3Case order = V3Case.direct("jsapi", outTradeNo);
    byte[] body = order.body().toString().getBytes(StandardCharsets.UTF_8);
    var answer = send(Signing.request(wechat, order, body));
    return JsonMapper.shared().readTree(answer.body()).path("prepay_id").stringValue();
  }

  static Stream<OwnCall> calls() {
    return Stream.of(OwnCalls.MERCHANTS, OwnCalls.ORDERS, OwnCalls.CONTROL, OwnCalls.PAGES)
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  @DisplayName("Whatever one of our own calls holds, it is done, or refused in words, never 500")
  void spoiled(OwnCall call) {
    OwnCall good = call.knowing(prepayId, messageId);
    for (int i = 0; i < TIMES; i++) {
      Spoiler spoiler = new Spoiler(good.toString(), i);
      String target = good.target();
      byte[] body = bytes(good.body().toString());
      if (good.method().equals("GET") || spoiler.oneIn(5)) {
        target = target(spoiler, target);
      } else {
        body = bytes(listed(spoiler.oneIn(4) ? spoiler.bytes(body) : spoiler.tree(good.body())));
      }
      try {
        assertShape(good, target, send(request(good.method(), target, body)));
      } catch (RuntimeException | AssertionError e) {
        fail("request %d: %s %s%n%s", i, good.method(), target, Shown.of(body), e);
      }
    }
    assertThat(place("AFTERWARDS")).startsWith("wx");
  }

  private static void assertShape(OwnCall good, String target, HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isLessThan(500);
    boolean sameCall = target.replaceAll("[^/]", "").equals(good.target().replaceAll("[^/]", ""));
    if (answer.statusCode() >= 400
        && !good.error().isEmpty()
        && !text.startsWith("nothing here")
        && sameCall) {
      try {
        JsonNode said = JsonMapper.shared().readTree(text);
        assertThat(said.path(good.error()).asString("")).as(text).isNotBlank();
      } catch (JacksonException e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }
  }

  /** {@code {"[]":[…]}} is a list. */
  private static String listed(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.startsWith("{\"[]\":") && text.endsWith("}")
        ? text.substring("{\"[]\":".length(), text.length() - 1)
        : text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The last step or one parameter is another. */
  private static String target(Spoiler spoiler, String good) {
    int question = good.indexOf('?');
    String path = question < 0 ? good : good.substring(0, question);
    if (question < 0 || spoiler.oneIn(4)) {
      int slash = path.lastIndexOf('/');
      return path.substring(0, slash + 1) + encoded(spoiler.text());
    }
    List<String> pairs = new ArrayList<>(List.of(good.substring(question + 1).split("&")));
    int at = spoiler.below(pairs.size());
    if (spoiler.oneIn(6)) {
      pairs.remove(at);
    } else {
      String name = pairs.get(at).replaceFirst("=.*", "");
      String value = pairs.get(at).replaceFirst("[^=]*=?", "");
      pairs.set(at, name + "=" + (spoiler.oneIn(3) ? value : "") + encoded(spoiler.text()));
    }
    return path + "?" + String.join("&", pairs);
  }

  private static String encoded(String text) {
    // Longer than a request line may be, it would not get this far.
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return encoded.length() > 8_000 ? encoded.substring(0, 7_998) : encoded;
  }

  private HttpRequest request(String method, String target, byte[] body) {
    return HttpRequest.newBuilder(URI.create(wechat.url() + target))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
