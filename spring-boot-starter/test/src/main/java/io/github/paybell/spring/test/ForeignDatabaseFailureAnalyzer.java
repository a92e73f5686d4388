package io.github.paybell.spring.test;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Says in two sentences why the test does not start, and what to do. */
final class ForeignDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<ForeignDatabaseException>
    implements Ordered {
  @Override
  protected FailureAnalysis analyze(Throwable root, ForeignDatabaseException cause) {
    return new FailureAnalysis(cause.description(), cause.action(), cause);
  }

  // Before those that explain the frames around it.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
