package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A problem that is open, as the transaction at hand knows it. */
record OpenProblem(
    UUID id,
    String account,
    ProblemKind kind,
    Severity severity,
    @Nullable String cause,
    @Nullable String member) {

  static OpenProblem of(Result row) throws SQLException {
    var kind = ProblemKind.ofWire(row.mustText("kind"));
    return new OpenProblem(
        row.mustUuid("id"),
        row.mustText("account"),
        kind,
        kind.severity(row.text("severity")),
        row.text("cause"),
        row.text("member"));
  }

  /** The same, with what is said of it now; null: nothing else. */
  OpenProblem because(@Nullable String latest) {
    return latest == null ? this : new OpenProblem(id, account, kind, severity, latest, member);
  }

  OpenProblem as(Severity other) {
    return new OpenProblem(id, account, kind, other, cause, member);
  }

  boolean isAbout(Defect defect) {
    return kind == defect.kind()
        && Objects.equals(cause, defect.cause())
        && Objects.equals(member, defect.member());
  }

  /**
   * What an event tells of it.
   *
   * @param resolution null: it is open
   * @param orders null: none but the one that the event is about
   */
  EventJson.Problem told(@Nullable String resolution, @Nullable ProblemOrders orders) {
    return new EventJson.Problem(id, kind, severity, cause, member, resolution, orders);
  }
}
