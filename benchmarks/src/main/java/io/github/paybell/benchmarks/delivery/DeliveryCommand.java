package io.github.paybell.benchmarks.delivery;

import io.github.paybell.benchmarks.outbox.OutboxCommand;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import io.github.paybell.benchmarks.report.Versions;
import io.github.paybell.benchmarks.send.SinkMain;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.kafka.KafkaTopic;
import io.github.paybell.engine.delivery.webhook.SigningSecret;
import io.github.paybell.engine.delivery.webhook.Webhook;
import io.github.paybell.engine.delivery.webhook.WebhookOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run delivery}. */
@Command(
    name = "delivery",
    description =
        "Events told a second on PostgreSQL: claiming and settling alone, by webhook to a receiver"
            + " in another process, and on a Kafka topic; few and many settled rows.",
    mixinStandardHelpOptions = true)
public final class DeliveryCommand implements Callable<Integer> {
  /** The database that those with a past are copies of. */
  private static final String PAST = "past";

  // 32 bytes that protect nothing.
  private static final String SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Option(
      names = "--rows",
      defaultValue = "30000",
      description = "events of a round (${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "measured rounds, after two that are not (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--settled",
      defaultValue = "5000000",
      description = "settled rows in the second database; 0: leave it out (${DEFAULT-VALUE})")
  private int settled;

  @Option(
      names = "--concurrency",
      defaultValue = "64",
      description = "webhooks under way at once (${DEFAULT-VALUE})")
  private int concurrency;

  @Option(names = "--kafka", negatable = true, defaultValue = "true", fallbackValue = "true")
  private boolean kafka;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    try (var postgres = OutboxCommand.postgres();
        var sink = Child.start(SinkMain.class, SinkMain.PORT, "V3")) {
      var ways = new LinkedHashMap<String, Supplier<Channel>>();
      ways.put("claim and settle alone", Nothing::new);
      ways.put("webhook", () -> webhook(sink.said()));
      if (!kafka) {
        measure(postgres, ways);
        return 0;
      }
      try (var broker = Child.start(BrokerMain.class, BrokerMain.ADDRESS)) {
        ways.put(
            "Kafka",
            () -> new KafkaTopic(Map.of("bootstrap.servers", broker.said()), BrokerMain.TOPIC));
        measure(postgres, ways);
      }
    }
    return 0;
  }

  private Webhook webhook(String port) {
    return new Webhook(
        new WebhookOptions(
            URI.create("http://127.0.0.1:" + port + "/events"),
            List.of(SigningSecret.of(SECRET)),
            WebhookOptions.TIMEOUT,
            true),
        concurrency,
        Clock.systemUTC());
  }

  private void measure(EmbeddedPostgres postgres, Map<String, Supplier<Channel>> ways)
      throws SQLException {
    if (settled > 0) {
      progress.say("writing %,d settled rows", settled);
      create(postgres, PAST, "template1");
      MeasuredDelivery.settle(postgres, PAST, settled);
    }
    var few = new ArrayList<MeasuredDelivery>();
    var many = new ArrayList<MeasuredDelivery>();
    try {
      for (var way : ways.entrySet()) {
        few.add(measured(postgres, way, "few"));
        if (settled > 0) {
          many.add(measured(postgres, way, "many"));
        }
      }
      var figures = new LinkedHashMap<MeasuredDelivery, List<Double>>();
      for (int round = -2; round < rounds; round++) {
        for (int i = 0; i < few.size(); i++) {
          measure(few.get(i), round, figures);
          if (settled > 0) {
            measure(many.get(i), round, figures);
          }
        }
      }
      report(few, many, figures);
    } finally {
      few.forEach(MeasuredDelivery::close);
      many.forEach(MeasuredDelivery::close);
    }
  }

  private MeasuredDelivery measured(
      EmbeddedPostgres postgres, Map.Entry<String, Supplier<Channel>> way, String kind)
      throws SQLException {
    var database = kind + "_" + way.getKey().replaceAll("\\W", "_").toLowerCase(Locale.ROOT);
    create(postgres, database, kind.equals("many") ? PAST : "template1");
    var channel = way.getValue().get();
    return new MeasuredDelivery(
        way.getKey(),
        postgres,
        database,
        channel,
        channel instanceof Webhook ? concurrency : 2_000);
  }

  private static void create(EmbeddedPostgres postgres, String database, String template)
      throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + database + " template " + template);
    }
  }

  private void measure(
      MeasuredDelivery measured, int round, Map<MeasuredDelivery, List<Double>> figures)
      throws SQLException {
    double perSecond = measured.round(rows);
    progress.say("%s: %,.0f/s%s", measured.title(), perSecond, round < 0 ? ", not counted" : "");
    if (round >= 0) {
      figures.computeIfAbsent(measured, first -> new ArrayList<>()).add(perSecond);
    }
  }

  private void report(
      List<MeasuredDelivery> few,
      List<MeasuredDelivery> many,
      Map<MeasuredDelivery, List<Double>> figures) {
    var table =
        new MarkdownTable(
            "",
            "no settled rows, /s: median (range)",
            "many settled rows, /s",
            "many ÷ none",
            "÷ alone");
    double alone = spread(figures, few.get(0)).median();
    for (int i = 0; i < few.size(); i++) {
      var without = spread(figures, few.get(i));
      var with = settled > 0 ? spread(figures, many.get(i)) : Spread.NONE;
      table.row(
          few.get(i).title(),
          without.withRange(0),
          with.withRange(0),
          Spread.number(with.median() / without.median(), 2),
          Spread.number(without.median() / alone, 2));
    }
    System.out.printf(
        "%d rounds of %d events, in turn; %d webhooks at once; %,d settled rows.%n%n%s%n%s%n%s%n",
        rounds,
        rows,
        concurrency,
        settled,
        table,
        Machine.describe(),
        "JDK " + Runtime.version() + ", " + Versions.of("okhttp", "kafka-clients", "postgresql"));
  }

  private static Spread spread(
      Map<MeasuredDelivery, List<Double>> figures, MeasuredDelivery measured) {
    return Spread.of(figures.getOrDefault(measured, List.of()));
  }
}
