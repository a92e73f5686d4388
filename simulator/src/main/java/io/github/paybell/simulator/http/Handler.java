package io.github.paybell.simulator.http;

/** Answers requests; may block, is called by many threads. */
@FunctionalInterface
public interface Handler {
  /** The answer; an exception becomes 500 and is logged. */
  Response handle(Request request);
}
