package io.github.paybell.engine.bill;

import io.github.paybell.engine.bill.BillLine.Kind;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What one run found, counted as it goes; the differences themselves up to a bound (BOUNDED). */
final class RunReport {
  /** More than a person reads one by one; the counts are exact all the same. */
  static final int KEPT = 10_000;

  private static final JsonFactory JSON = new JsonFactory();

  private final BillDay day;
  private final Side bill = new Side();
  private final Side ledger = new Side();
  private long revoked;
  private @Nullable BillTotals totals;
  private final Map<DifferenceKind, Long> kinds = new EnumMap<>(DifferenceKind.class);
  private final Map<DifferenceOutcome, Long> outcomes = new EnumMap<>(DifferenceOutcome.class);
  private final List<DifferenceView> kept = new ArrayList<>();

  RunReport(BillDay day) {
    this.day = day;
  }

  private static final class Side {
    private long payments;
    private long paymentsFen;
    private long refunds;
    private long refundsFen;

    void add(boolean refund, long fen) {
      if (refund) {
        refunds++;
        refundsFen += fen;
      } else {
        payments++;
        paymentsFen += fen;
      }
    }

    void write(JsonGenerator json) {
      json.writeNumberProperty("payments", payments);
      json.writeNumberProperty("payments_fen", paymentsFen);
      json.writeNumberProperty("refunds", refunds);
      json.writeNumberProperty("refunds_fen", refundsFen);
    }
  }

  void bill(BillLine line) {
    var refund = line.refund();
    if (line.kind() == Kind.REVOKED) {
      revoked++;
    } else {
      bill.add(refund != null, refund == null ? line.total() : refund.amount());
    }
  }

  void ledger(LedgerLine line) {
    ledger.add(line.refund() != null, line.amount());
  }

  void totals(BillTotals read) {
    totals = read;
  }

  void found(Difference difference, DifferenceOutcome outcome, @Nullable String detail) {
    kinds.merge(difference.kind(), 1L, Long::sum);
    outcomes.merge(outcome, 1L, Long::sum);
    if (kept.size() < KEPT) {
      kept.add(DifferenceView.of(kept.size() + 1, difference, outcome, detail));
    }
  }

  long count(DifferenceOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** How many differences are left, now that what could be healed is. */
  long left() {
    return count(DifferenceOutcome.PROBLEM) + count(DifferenceOutcome.REPORTED);
  }

  List<DifferenceView> kept() {
    return kept;
  }

  /** Counts, and sums in fen, of both sides as they were found. */
  String json() {
    var text = new StringWriter(500);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("bill_date", day.day().toString());
      json.writeObjectPropertyStart("bill");
      bill.write(json);
      json.writeNumberProperty("revoked", revoked);
      if (totals != null) {
        json.writeNumberProperty("lines", totals.lines());
        json.writeNumberProperty("unreadable_lines", totals.broken());
        json.writeNumberProperty("fee_milli_fen", totals.feeMilliFen());
      }
      json.writeEndObject();
      json.writeObjectPropertyStart("ledger");
      ledger.write(json);
      json.writeEndObject();
      json.writeObjectPropertyStart("differences");
      json.writeNumberProperty("count", left() + count(DifferenceOutcome.HEALED));
      for (var outcome : DifferenceOutcome.values()) {
        json.writeNumberProperty(outcome.wireName(), count(outcome));
      }
      json.writeObjectPropertyStart("kinds");
      kinds.forEach((kind, count) -> json.writeNumberProperty(kind.wireName(), count));
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }
}
