package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Judgement;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The differences of one transaction, in order: those that are decided, and those that the judge
 * decides all together. Not thread-safe; used once.
 */
final class Judging {
  private final List<Entry> entries = new ArrayList<>();

  /** Either {@code decided} or {@code evidence} is there. */
  private record Entry(
      Difference difference,
      @Nullable Correction decided,
      @Nullable Evidence evidence,
      boolean registered,
      @Nullable DifferenceOutcome alreadyKnown) {}

  /** A difference that needs no judge. */
  void decided(
      Difference difference, @Nullable DifferenceOutcome outcome, @Nullable String detail) {
    entries.add(
        new Entry(
            difference, new Correction(difference, outcome, detail, false), null, false, null));
  }

  /**
   * A difference that the judge decides.
   *
   * @param alreadyKnown what it is when the judge says that nothing new was told; null: none
   */
  void evidence(
      Difference difference,
      Evidence evidence,
      boolean registered,
      @Nullable DifferenceOutcome alreadyKnown) {
    entries.add(new Entry(difference, null, evidence, registered, alreadyKnown));
  }

  /**
   * Judges and writes.
   *
   * @return one for each difference, in the order in which they were added
   */
  List<Correction> judge(Ledger ledger, Connection connection) throws SQLException {
    var all = new ArrayList<Evidence>();
    var questions = new ArrayList<Question>();
    for (var entry : entries) {
      var evidence = entry.evidence();
      if (evidence != null) {
        all.add(evidence);
        questions.add(
            new Question(
                evidence.account(), null, evidence.outTradeNo(), evidence.transactionId()));
      }
    }
    var posting = ledger.open(connection);
    if (!all.isEmpty()) {
      posting.look(questions);
      posting.prepare(all);
    }
    var corrections = new ArrayList<Correction>();
    for (var entry : entries) {
      var decided = entry.decided();
      var evidence = entry.evidence();
      if (decided != null) {
        corrections.add(decided);
      } else if (evidence != null) {
        corrections.add(correction(entry, posting.post(evidence, null)));
      }
    }
    posting.flush();
    return corrections;
  }

  private static Correction correction(Entry entry, Judgement judgement) {
    return judgement.match(
        applied -> new Correction(entry.difference(), DifferenceOutcome.HEALED, null, false),
        already -> new Correction(entry.difference(), entry.alreadyKnown(), null, false),
        parked -> problem(entry, parked.reason(), !entry.registered()),
        disputed -> problem(entry, disputed.reason(), false));
  }

  private static Correction problem(Entry entry, ProblemKind reason, boolean parked) {
    return new Correction(entry.difference(), DifferenceOutcome.PROBLEM, reason.wireName(), parked);
  }
}
