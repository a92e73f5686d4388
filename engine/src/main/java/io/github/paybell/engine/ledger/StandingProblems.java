package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Problems of one kind about all accounts that are open as long as what they say is so, each with a
 * cause of its own. Thread-safe.
 */
public final class StandingProblems {
  // No account's name.
  private static final String ALL = "*";

  private final Store store;
  private final Ledger ledger;
  private final ProblemKind kind;
  private final Sql openCauses;

  public StandingProblems(Store store, Ledger ledger, ProblemKind kind) {
    this.store = store;
    this.ledger = ledger;
    this.kind = kind;
    openCauses = Sql.load(StandingProblems.class, store, "open_causes");
  }

  /**
   * Makes these the open problems of the kind. Only reads where nothing has changed.
   *
   * @param causes what is so now
   */
  public void become(Set<String> causes) throws SQLException {
    var gone = new HashSet<>(store.read(this::open));
    var come = new HashSet<>(causes);
    come.removeAll(gone);
    gone.removeAll(causes);
    if (come.isEmpty() && gone.isEmpty()) {
      return;
    }
    store.write(
        connection -> {
          var posting = ledger.openAlone(connection);
          for (var cause : gone) {
            posting.healed(ALL, kind, cause);
          }
          for (var cause : come) {
            posting.problem(ALL, kind, cause);
          }
          posting.flush();
          return kind;
        });
  }

  private List<String> open(Connection connection) throws SQLException {
    return openCauses
        .rows()
        .set("account", ALL)
        .set("kind", kind.wireName())
        .query(connection, row -> row.mustText("cause"));
  }
}
