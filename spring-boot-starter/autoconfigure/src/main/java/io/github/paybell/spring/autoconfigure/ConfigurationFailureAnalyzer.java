package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Says in two sentences why the shop does not start with Paybell, and what to do. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SettingsException>
    implements Ordered {
  @Override
  protected FailureAnalysis analyze(Throwable root, SettingsException cause) {
    return new FailureAnalysis(cause.description(), cause.action(), cause);
  }

  // Before those that explain the frames around it.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
