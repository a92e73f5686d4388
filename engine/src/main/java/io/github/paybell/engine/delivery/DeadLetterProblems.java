package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A dead delivery is a problem of its account, one for each subscriber (EVERY_EVENT). */
final class DeadLetterProblems {
  private DeadLetterProblems() {}

  static void open(Ledger ledger, Connection connection, List<DeliveryOutcome> dead)
      throws SQLException {
    var accounts = new TreeMap<String, TreeSet<String>>();
    for (var outcome : dead) {
      accounts
          .computeIfAbsent(outcome.key().subscriber(), subscriber -> new TreeSet<>())
          .add(outcome.account());
    }
    for (var each : accounts.entrySet()) {
      open(ledger, connection, each.getKey(), List.copyOf(each.getValue()));
    }
  }

  /** Opens the problem, or counts it once more, in the transaction that writes the rows. */
  static void open(Ledger ledger, Connection connection, String subscriber, List<String> accounts)
      throws SQLException {
    if (accounts.isEmpty()) {
      return;
    }
    var posting = ledger.open(connection);
    for (var account : accounts) {
      posting.problem(account, ProblemKind.DELIVERY_DEAD, subscriber);
    }
    posting.flush();
  }
}
