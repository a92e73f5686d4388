package io.github.paybell.spring.autoconfigure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong where the shop's own schema.sql is the first to open its SQLite file. */
final class SqliteFolderFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
    return DatabaseProblem.isFolderMissing(cause)
        ? new FailureAnalysis(DatabaseProblem.NO_FOLDER, DatabaseProblem.MAKE_FOLDER, cause)
        : null;
  }
}
