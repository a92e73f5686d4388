package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The rounds of a run, and the tables made of them. Not thread-safe. */
final class Measurements {
  /**
   * One window. CPU is in cores, as a mean over the window.
   *
   * @param perSecond acknowledged notifications per second
   * @param otherCpu what neither server, PostgreSQL nor client explains
   */
  record Round(
      double perSecond,
      Histogram latency,
      double serverCpu,
      double postgresCpu,
      double clientCpu,
      double otherCpu,
      long refused,
      long lost) {
    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1000.0;
    }
  }

  private record Case(Entrant entrant, int connections) {}

  private final Map<Case, List<Round>> rounds = new LinkedHashMap<>();
  private final Map<Integer, List<Double>> pgbench = new LinkedHashMap<>();

  void add(Entrant entrant, int connections, Round round) {
    rounds.computeIfAbsent(new Case(entrant, connections), key -> new ArrayList<>()).add(round);
  }

  void addPgbench(int clients, double rowsPerSecond) {
    pgbench.computeIfAbsent(clients, key -> new ArrayList<>()).add(rowsPerSecond);
  }

  String table() {
    var table =
        new MarkdownTable(
            "server",
            "connections",
            "notifications/s",
            "p50 ms",
            "p99 ms",
            "CPU server/database/client/other (cores)",
            "refused",
            "lost");
    rounds.forEach(
        (key, all) ->
            table.row(
                key.entrant().title(),
                Integer.toString(key.connections()),
                spread(all, Round::perSecond).withRange(0),
                spread(all, round -> round.millis(50)).withRange(1),
                spread(all, round -> round.millis(99)).withRange(1),
                "%s / %s / %s / %s"
                    .formatted(
                        spread(all, Round::serverCpu).plain(2),
                        spread(all, Round::postgresCpu).plain(2),
                        spread(all, Round::clientCpu).plain(2),
                        spread(all, Round::otherCpu).plain(2)),
                Long.toString(all.stream().mapToLong(Round::refused).sum()),
                Long.toString(all.stream().mapToLong(Round::lost).sum())));
    pgbench.forEach(
        (clients, rows) ->
            table.row(
                "pgbench, 64 notifications a transaction",
                clients + " clients",
                Spread.of(rows).withRange(0),
                "–",
                "–",
                "–",
                "–",
                "–"));
    return table.toString();
  }

  /** Each pair of servers at the same number of connections, and at each one's best number. */
  String ratios() {
    var table = new MarkdownTable("ratio of medians", "connections", "notifications/s", "p99");
    var cases = List.copyOf(rounds.keySet());
    for (var of : cases) {
      for (var over : cases) {
        if (comparable(of.entrant(), over.entrant()) && of.connections() == over.connections()) {
          table.row(
              of.entrant().title() + " / " + over.entrant().title(),
              Integer.toString(of.connections()),
              Spread.number(rate(of) / rate(over), 2),
              Spread.number(p99(of) / p99(over), 2));
        }
      }
    }
    for (var of : Entrant.values()) {
      for (var over : Entrant.values()) {
        if (comparable(of, over) && best(of) > 0 && best(over) > 0) {
          table.row(
              of.title() + " / " + over.title(),
              "each at its best",
              Spread.number(best(of) / best(over), 2),
              "–");
        }
      }
    }
    double ceiling =
        pgbench.values().stream().mapToDouble(rows -> Spread.of(rows).median()).max().orElse(0);
    for (var of : Entrant.values()) {
      if (of.stores() && ceiling > 0 && best(of) > 0) {
        table.row(
            of.title() + " / pgbench",
            "each at its best",
            Spread.number(best(of) / ceiling, 2),
            "–");
      }
    }
    return table.toString();
  }

  /** Each with those listed before it; what stores nothing is only a ceiling for the rest. */
  private static boolean comparable(Entrant of, Entrant over) {
    return over.stores() ? of.stores() && of.compareTo(over) > 0 : of.stores();
  }

  private double rate(Case key) {
    return spread(rounds.getOrDefault(key, List.of()), Round::perSecond).median();
  }

  private double p99(Case key) {
    return spread(rounds.getOrDefault(key, List.of()), round -> round.millis(99)).median();
  }

  private double best(Entrant entrant) {
    return rounds.keySet().stream()
        .filter(key -> key.entrant() == entrant)
        .mapToDouble(this::rate)
        .max()
        .orElse(0);
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
