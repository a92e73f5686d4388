package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Problems: what needs a person. */
@RestController
@RequestMapping(path = "/api/v1/problems", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProblemController {
  private static final Set<String> ACTIONS = Set.of("accept", "refund", "dismiss");
  private static final Set<String> STATES = Set.of("open", "closed");
  private static final int MAX_NOTE = 512;

  private final Supplier<Engine> engine;

  ProblemController(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @GetMapping
  ListResponse<ProblemResponse> list(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    if (state != null && !STATES.contains(state)) {
      throw AdminError.invalid("state must be open or closed.");
    }
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().problems().list(account, state, cursor, most), ProblemResponse::of);
  }

  @PostMapping("/{id}/resolve")
  ProblemResponse resolve(@PathVariable("id") UUID id, @RequestBody ResolveRequest request) {
    if (request.action() == null || !ACTIONS.contains(request.action())) {
      throw AdminError.invalid("action must be accept, refund or dismiss.");
    }
    var note = request.note();
    if (note != null && note.length() > MAX_NOTE) {
      throw AdminError.invalid("note must have at most " + MAX_NOTE + " characters.");
    }
    return engine
        .get()
        .problems()
        .resolve(id, request.action(), note, Caller.ADMIN)
        .match(
            resolved -> ProblemResponse.of(resolved.problem()),
            unknown -> {
              throw AdminError.unknown("problem", id.toString());
            },
            refused -> {
              throw AdminError.conflict(
                  "cannot-resolve", "The problem cannot be resolved this way", refused.reason());
            });
  }
}
