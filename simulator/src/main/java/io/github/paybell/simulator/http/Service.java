package io.github.paybell.simulator.http;

import java.util.concurrent.CompletionStage;

/** Answers requests in its own time; called on an event loop, so it must not block. */
@FunctionalInterface
public interface Service {
  /** The answer to come; a failure becomes 500 and is logged. */
  CompletionStage<Response> answer(Request request);
}
