package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("/sim/faults, /sim/clock, /sim/rules and /sim/reset")
class SimulationEndpointsTest {
  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("Standing faults are set as a whole and shown with their parameters")
  void faults() {
    JsonNode set = bench.put("/sim/faults", "[{\"fault\":\"lost\",\"ratio\":0.25},\"duplicate\"]");

    assertThat(set).isEqualTo(bench.get("/sim/faults"));
    assertThat(set.toString())
        .isEqualTo(
            "[{\"fault\":\"lost\",\"ratio\":0.25},"
                + "{\"fault\":\"duplicate\",\"ratio\":1.0,\"copies\":1,\"gap\":1}]");
    assertThat(bench.put("/sim/faults", "[]").size()).isZero();
    assertThat(bench.faults.all()).isEmpty();
  }

  @Test
  @DisplayName("Every fault there is is described in two languages, with reach and right answer")
  void kinds() {
    JsonNode kinds = bench.get("/sim/fault-kinds");

    assertThat(kinds.findValuesAsString("name"))
        .containsExactlyElementsOf(Stream.of(FaultKind.values()).map(FaultKind::wireName).toList());
    JsonNode doctype =
        kinds
            .valueStream()
            .filter(it -> it.path("name").stringValue().equals("doctype"))
            .findFirst()
            .orElseThrow();
    assertThat(doctype.path("reach").stringValue()).isEqualTo("V2");
    assertThat(doctype.path("right").stringValue()).isEqualTo("REFUSE");
    assertThat(doctype.path("english").stringValue()).isNotEmpty();
    assertThat(doctype.path("chinese").stringValue()).isNotEmpty();
    assertThat(kinds.path(1).path("parameters").toString()).isEqualTo("{\"by\":12}");
  }

  @Test
  @DisplayName("The clock says the time and its speed, and moves by hand")
  void clock() {
    JsonNode before = bench.get("/sim/clock");
    assertThat(before.path("speed").stringValue()).isEqualTo("manual");

    JsonNode after = bench.post("/sim/clock/advance", "{\"seconds\":15}");

    assertThat(Duration.between(now(before), now(after))).isEqualTo(Duration.ofSeconds(15));
    assertThat(bench.put("/sim/clock", "{\"speed\":100}").path("speed").intValue()).isEqualTo(100);
    assertThat(bench.clock.speed().factor()).isEqualTo(100);
    assertThat(bench.put("/sim/clock", "{\"speed\":\"manual\"}").path("speed").stringValue())
        .isEqualTo("manual");
  }

  @Test
  @DisplayName("The clock can be put forward to a moment, never back")
  void setTime() {
    String later = "2100-01-01T08:00:00+08:00";

    assertThat(bench.put("/sim/clock", "{\"now\":\"" + later + "\"}").path("now").stringValue())
        .isEqualTo(later);
    Response back = bench.ask("PUT", "/sim/clock", "{\"now\":\"2000-01-01T08:00:00+08:00\"}");
    assertThat(back.status()).isEqualTo(400);
    assertThat(ControlBench.text(back)).contains("backwards");
  }

  private static Instant now(JsonNode clock) {
    return OffsetDateTime.parse(clock.path("now").stringValue()).toInstant();
  }

  @Test
  @DisplayName("A change of rules changes what it names and nothing else")
  void rules() {
    JsonNode before = bench.get("/sim/rules");

    JsonNode after =
        bench.put("/sim/rules", "{\"query-lag\":\"2s\",\"sign-type-echo\":\"ALWAYS\"}");

    assertThat(after.path("query-lag").intValue()).isEqualTo(2);
    assertThat(after.path("sign-type-echo").stringValue()).isEqualTo("ALWAYS");
    assertThat(after.path("refund-delay")).isEqualTo(before.path("refund-delay"));
    assertThat(bench.platform.rules().queryLag()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("A reset is handed on and answered with the clock")
  void reset() {
    assertThat(bench.post("/sim/reset", "").has("now")).isTrue();
    assertThat(bench.resets).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT  | /sim/faults        | {}                                 | faults are a list",
        "PUT  | /sim/faults        | [\"lots\"]                         | no fault",
        "PUT  | /sim/faults        | [{\"fault\":\"lost\",\"ratio\":2}] | ratio must be 0 to 1",
        "PUT  | /sim/faults        | [{\"fault\":\"lost\",\"rate\":1}]  | no member rate",
        "PUT  | /sim/clock         | {\"speed\":-1}                     | speed must be",
        "PUT  | /sim/clock         | {\"speed\":\"fast\"}               | speed must be",
        "PUT  | /sim/clock         | {\"spede\":1}                      | nearest is \\\"speed\\\"",
        "PUT  | /sim/clock         | {\"now\":\"noon\"}                 | now is a moment",
        "POST | /sim/clock/advance | {}                                 | seconds is missing",
        "POST | /sim/clock/advance | {\"seconds\":-1}                   | seconds is a time",
        "POST | /sim/clock/advance | {\"seconds\":\"soon\"}             | seconds is a time",
        "PUT  | /sim/rules         | {\"query-leg\":1}                  | nearest is \\\"query-lag\\\"",
        "PUT  | /sim/rules         | []                                 | rules are an object",
      })
  @DisplayName("What cannot be is 400 with a sentence that names it")
  void bad(String method, String path, String body, String sentence) {
    Response answer = bench.ask(method, path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(ControlBench.text(answer)).startsWith("{\"error\":\"").contains(sentence);
  }
}
