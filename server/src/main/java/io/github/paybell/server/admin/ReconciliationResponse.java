package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.bill.DifferenceView;
import io.github.paybell.engine.bill.ReconciliationView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a day's bill and the ledger compare.
 *
 * @param billDate the day, in Beijing
 * @param state {@code due}, {@code running}, {@code done}, or {@code empty}: nothing moved that day
 * @param reason why it is not done yet; for people
 * @param tries how often the bill was asked for since it was last had
 * @param nextTryAt null: it is not tried again by itself
 * @param report counts, and sums in fen, of the last run that compared; null: none did
 * @param differences of that run, at most 1000, in the order in which they were found
 * @param next hand it in as {@code cursor} for the differences that follow; null: these are the
 *     last
 */
record ReconciliationResponse(
    @JsonProperty(value = "account", required = true) String account,
    @JsonProperty(value = "bill_date", required = true) LocalDate billDate,
    @JsonProperty(value = "state", required = true) String state,
    @JsonProperty("reason") @Nullable String reason,
    @JsonProperty(value = "tries", required = true) int tries,
    @JsonProperty("next_try_at") @Nullable Instant nextTryAt,
    @JsonProperty("started_at") @Nullable Instant startedAt,
    @JsonProperty("finished_at") @Nullable Instant finishedAt,
    @JsonProperty("report") @Nullable Map<String, Object> report,
    @JsonProperty(value = "differences", required = true) List<Difference> differences,
    @JsonProperty("next") @Nullable String next) {
  /** How many differences the engine gives at most. */
  private static final int SHOWN = 1000;

  /**
   * One difference.
   *
   * @param bill what the bill says, fen; null: it has nothing, or no amount is meant
   * @param ledger what the ledger said, fen; null: it had nothing, or no amount is meant
   * @param outcome what became of it
   * @param detail for people
   */
  record Difference(
      @JsonProperty(value = "position", required = true) int position,
      @JsonProperty(value = "kind", required = true) String kind,
      @JsonProperty("out_trade_no") @Nullable String outTradeNo,
      @JsonProperty("out_refund_no") @Nullable String outRefundNo,
      @JsonProperty("transaction_id") @Nullable String transactionId,
      @JsonProperty("bill_amount") @Nullable Long bill,
      @JsonProperty("ledger_amount") @Nullable Long ledger,
      @JsonProperty(value = "outcome", required = true) String outcome,
      @JsonProperty("detail") @Nullable String detail) {

    static Difference of(DifferenceView view) {
      return new Difference(
          view.position(),
          view.kind(),
          view.outTradeNo(),
          view.outRefundNo(),
          view.transactionId(),
          view.billFen(),
          view.ledgerFen(),
          view.outcome(),
          view.detail());
    }
  }

  static ReconciliationResponse of(ReconciliationView view) {
    var differences = view.differences().stream().map(Difference::of).toList();
    return new ReconciliationResponse(
        view.account(),
        view.billDate(),
        view.state(),
        view.reason(),
        view.tries(),
        view.nextTryAt(),
        view.startedAt(),
        view.finishedAt(),
        view.report() == null ? null : report(view.report()),
        differences,
        differences.size() < SHOWN
            ? null
            : Integer.toString(differences.get(differences.size() - 1).position()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> report(String json) {
    return JsonMapper.shared().readValue(json, Map.class);
  }
}
