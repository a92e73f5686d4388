package io.github.paybell.engine.bill;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a day's bill and the ledger compare.
 *
 * @param state {@code due}, {@code running}, {@code done} or {@code empty}
 * @param reason why it is not done yet, for people
 * @param tries how often the bill was asked for since it was last had
 * @param nextTryAt null: it is not tried again by itself
 * @param report a JSON object: counts, and sums in fen, of the last run that compared; null: none
 * @param differences of that run, in the order in which they were found
 */
public record ReconciliationView(
    String account,
    LocalDate billDate,
    String state,
    @Nullable String reason,
    int tries,
    @Nullable Instant nextTryAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String report,
    List<DifferenceView> differences) {
  public ReconciliationView {
    differences = List.copyOf(differences);
  }
}
