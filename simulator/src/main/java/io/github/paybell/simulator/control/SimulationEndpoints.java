package io.github.paybell.simulator.control;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultJson;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the world goes: standing faults, time, rules, and back to the start. */
final class SimulationEndpoints {
  /** Time enough for an order that is placed at the last moment to expire. */
  private static final Instant END_OF_TIME = Instant.parse("9990-01-01T00:00:00Z");

  private final Platform platform;
  private final SimClock clock;
  private final StandingFaults faults;
  private final Live live;
  private final Runnable reset;

  SimulationEndpoints(Platform platform, StandingFaults faults, Live live, Runnable reset) {
    this.platform = platform;
    this.clock = platform.clock();
    this.faults = faults;
    this.live = live;
    this.reset = reset;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/faults", new ErrorHandling((request, path) -> standing()));
    routes.on("PUT", "/sim/faults", new ErrorHandling(this::setFaults));
    routes.on("GET", "/sim/fault-kinds", new ErrorHandling((request, path) -> kinds()));
    routes.on("GET", "/sim/clock", new ErrorHandling((request, path) -> time()));
    routes.on("PUT", "/sim/clock", new ErrorHandling(this::setClock));
    routes.on("POST", "/sim/clock/advance", new ErrorHandling(this::advance));
    routes.on("GET", "/sim/rules", new ErrorHandling((request, path) -> rules()));
    routes.on("PUT", "/sim/rules", new ErrorHandling(this::setRules));
    routes.on("POST", "/sim/reset", new ErrorHandling(this::reset));
  }

  private Response standing() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    faults.all().forEach(fault -> json.add(FaultJson.of(fault)));
    return Response.json(200, json);
  }

  private Response setFaults(Request request, Map<String, String> path) {
    faults.set(FaultJson.list(RequestInput.json(request)));
    return published("faults", standing());
  }

  private static Response kinds() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (FaultKind kind : FaultKind.values()) {
      ObjectNode one = json.addObject();
      one.put("name", kind.wireName());
      one.put("english", kind.english());
      one.put("chinese", kind.chinese());
      one.put("on", kind.on().name());
      one.put("reach", kind.onV2() ? kind.onV3() ? "BOTH" : "V2" : "V3");
      one.put("right", kind.right().name());
      ObjectNode parameters = FaultJson.of(new StandingFault(Fault.of(kind), 1));
      parameters.remove(List.of("fault", "ratio"));
      one.set("parameters", parameters);
    }
    return Response.json(200, json);
  }

  private Response time() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("now", Timestamps.exact(clock.now()));
    Speed speed = clock.speed();
    if (speed.isManual()) {
      json.put("speed", "manual");
    } else {
      json.put("speed", speed.factor());
    }
    return Response.json(200, json);
  }

  private Response setClock(Request request, Map<String, String> path) {
    JsonMembers said =
        new JsonMembers("the clock", RequestInput.json(request), List.of("now", "speed"));
    JsonNode speed = said.node("speed");
    String now = said.text("now");
    Speed faster = speed == null ? clock.speed() : Speed.parse(speed.asString(""));
    Duration by = now == null ? Duration.ZERO : Duration.between(clock.now(), moment(now));
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: now is before the clock");
    }
    requireFourDigits(by);
    clock.run(faster);
    if (!by.isZero()) {
      clock.advance(by);
    }
    return published("clock", time());
  }

  /** WeChat Pay's numbers and bills have four digits for the year. */
  private void requireFourDigits(Duration by) {
    if (by.compareTo(Duration.between(clock.now(), END_OF_TIME)) > 0) {
      throw new IllegalArgumentException("the clock does not go beyond " + END_OF_TIME);
    }
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "now is a moment such as 2026-01-01T08:00:00+08:00, not \"" + text + "\"", e);
    }
  }

  private Response advance(Request request, Map<String, String> path) {
    JsonMembers said =
        new JsonMembers("an advance", RequestInput.json(request), List.of("seconds"));
    JsonNode seconds = said.node("seconds");
    if (seconds == null) {
      throw new IllegalArgumentException("seconds is missing: how far to move the clock");
    }
    Duration by = SecondsJson.read("seconds", seconds);
    requireFourDigits(by);
    clock.advance(by);
    return published("clock", time());
  }

  private Response rules() {
    return Response.json(200, RulesJson.of(platform.rules()));
  }

  private Response setRules(Request request, Map<String, String> path) {
    JsonNode changes = RequestInput.json(request);
    // Two people who change two rules at once would otherwise undo each other's.
    synchronized (this) {
      platform.rules(RulesJson.apply(platform.rules(), changes));
    }
    return rules();
  }

  private Response reset(Request request, Map<String, String> path) {
    reset.run();
    live.publish("reset", "{}");
    published("faults", standing());
    return published("clock", time());
  }

  private Response published(String event, Response answer) {
    live.publish(event, new String(answer.body(), StandardCharsets.UTF_8));
    return answer;
  }
}
