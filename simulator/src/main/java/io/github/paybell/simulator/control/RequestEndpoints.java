package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What merchants asked, the newest first. */
final class RequestEndpoints {
  private final Journal journal;

  RequestEndpoints(Journal journal) {
    this.journal = journal;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/requests", new ErrorHandling((request, path) -> list(request)));
  }

  private Response list(Request request) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    journal.entries().stream()
        .limit(RequestInput.limit(request))
        .forEach(entry -> json.add(RequestJson.of(entry)));
    return Response.json(200, json);
  }
}
