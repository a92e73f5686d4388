package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.ingest.PaybellMain;
import io.github.paybell.benchmarks.ingest.ServerProcess;
import io.github.paybell.benchmarks.ingest.Signals;
import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cluster/run locked}: payments while one order is locked, and while a replica is frozen.
 */
@Command(
    name = "locked",
    description =
        "Locks one order under payments, then freezes one of two servers inside a transaction.",
    mixinStandardHelpOptions = true)
public final class LockedCommand implements Callable<Integer> {
  private static final int PER_SECOND = 40;
  private static final int IN_FLIGHT = 48;
  private static final int TRIES = 50;
  private static final int LOCKED = 0;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Parameters(arity = "1..*", description = "postgresql, mysql, mariadb")
  private List<String> engines = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "90",
      description = "how long the order is locked (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--root", defaultValue = ".", description = "the project's folder")
  private Path root = Path.of(".");

  @Option(names = "--mariadb", description = "where the packages of MariaDB are unpacked")
  private @Nullable Path mariadb;

  private final ProgressLog progress = new ProgressLog();
  private int next;

  @Override
  public Integer call() throws Exception {
    var tables = new ArrayList<String>();
    boolean whole = true;
    for (var engine : engines) {
      var scratch = Files.createTempDirectory("paybell-locked-");
      try {
        whole &= run(engine, scratch, tables);
      } finally {
        Scratch.delete(scratch);
      }
    }
    System.out.println(Machine.describe() + "; single runs\n");
    tables.forEach(System.out::println);
    return whole ? 0 : 1;
  }

  private boolean run(String engine, Path scratch, List<String> tables) throws Exception {
    progress.say("%s: setting up", engine);
    next = 1;
    var database = SingleNode.start(engine, root.toAbsolutePath(), mariadb, scratch);
    try (var node = database.node()) {
      PaidOrders.register(
          new StoreOptions(
              database.url(), database.user(), "", StoreOptions.DEFAULT_MAX_CONNECTIONS),
          PER_SECOND * (seconds + (int) LONGEST.toSeconds()) + TRIES * IN_FLIGHT);
      try (var healthy = server(database, scratch, "healthy");
          var frozen = server(database, scratch, "frozen")) {
        var table = new MarkdownTable(database.title(), "seen");
        boolean whole = locked(database, healthy, table);
        whole &= frozen(database, healthy, frozen, table);
        // What the frozen one still had is a copy by now.
        TimeUnit.SECONDS.sleep(2);
        try (var connection = node.connect("paybell")) {
          var count = PaidOrders.count(connection);
          boolean once = count.each(count.stored());
          whole &= once;
          table.row("each payment once", once ? "yes, " + count.stored() : "NO: " + count);
        }
        tables.add(table.toString());
        return whole;
      }
    }
  }

  private static ServerProcess server(SingleNode database, Path scratch, String name)
      throws IOException, InterruptedException {
    var folder = Files.createDirectory(scratch.resolve(name));
    var ports = Ports.free(2);
    var settings =
        Files.writeString(
            folder.resolve("paybell.yaml"),
            ServerSettings.of(database.url(), database.user(), ports, folder));
    return ServerProcess.start(
        Jdk.running().home(),
        "paybell",
        ports.get(0),
        folder,
        PaybellMain.class.getName(),
        List.of(settings.toString()));
  }

  private boolean locked(SingleNode database, ServerProcess server, MarkdownTable table)
      throws Exception {
    progress.say("%s: one order is locked for %d s", database.title(), seconds);
    try (var payments = new SteadyPayments();
        var stranger = database.node().connect("paybell")) {
      payments.send(server.port(), next, PER_SECOND);
      TimeUnit.SECONDS.sleep(5);
      stranger.setAutoCommit(false);
      try (var lock = stranger.createStatement()) {
        lock.executeUpdate(
            "update paybell_order set version = version where account = '%s' and out_trade_no = '%s'"
                .formatted(MerchantFixture.ACCOUNT, MerchantFixture.outTradeNo(LOCKED)));
      }
      long from = System.nanoTime();
      payments.payApart(server.port(), LOCKED);
      payments.payApart(server.port(), LOCKED);
      int most = 0;
      for (int i = 0; i < seconds; i++) {
        TimeUnit.SECONDS.sleep(1);
        most = Math.max(most, Integer.parseInt(database.node().ask(database.waiting())));
      }
      long to = System.nanoTime();
      boolean refused = !payments.done(LOCKED);
      int refusals = payments.refusals();
      stranger.rollback();
      boolean applied = await(payments, List.of(LOCKED));
      int sent = payments.sent();
      next += sent + 1;
      // Those that are under way.
      payments.close();
      TimeUnit.SECONDS.sleep(3);
      var waiting = database.node().ask(database.waiting());
      table
          .row("payments at %d/s, one order locked for".formatted(PER_SECOND), seconds + " s")
          .row("longest gap of the others", payments.longestGap(from, to).toMillis() + " ms")
          .row("refused of the others", payments.refusedOthers() + " of " + sent)
          .row("refusals of the locked one, two deliveries a second", Integer.toString(refusals))
          .row("transactions waiting for a lock: most, in the end", most + ", " + waiting)
          .row("locked one's payment when the lock was gone", applied ? "applied" : "NOT applied");
      return refused && applied && payments.refusedOthers() == 0 && waiting.equals("0");
    }
  }

  private boolean frozen(
      SingleNode database, ServerProcess healthy, ServerProcess other, MarkdownTable table)
      throws Exception {
    progress.say("%s: a server stands still inside a transaction", database.title());
    try (var before = new SteadyPayments();
        var payments = new SteadyPayments()) {
      var inFlight = freeze(database, other, before);
      long from = System.nanoTime();
      try {
        inFlight.forEach(n -> payments.payApart(healthy.port(), n));
        payments.send(healthy.port(), next, PER_SECOND);
        boolean applied = await(payments, inFlight);
        long to = System.nanoTime();
        TimeUnit.SECONDS.sleep(2);
        table
            .row("in flight at the frozen server, repeated", Integer.toString(inFlight.size()))
            .row("longest gap of the others", payments.longestGap(from, to).toMillis() + " ms")
            .row("refused of the others", payments.refusedOthers() + " of " + payments.sent())
            .row(
                "until the last of those in flight was applied",
                (applied ? "" : "NOT in ") + TimeUnit.NANOSECONDS.toMillis(to - from) + " ms");
        return applied && payments.refusedOthers() == 0;
      } finally {
        Signals.send(other.handle(), "CONT");
      }
    }
  }

  /** Freezes a server at a moment when it holds locks, and tells what it was sent just before. */
  private List<Integer> freeze(SingleNode database, ServerProcess server, SteadyPayments payments)
      throws Exception {
    for (int i = 0; i < TRIES; i++) {
      var sent = IntStream.range(next, next + IN_FLIGHT).boxed().toList();
      next += IN_FLIGHT;
      sent.forEach(n -> payments.payApart(server.port(), n));
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, 40));
      Signals.send(server.handle(), "STOP");
      TimeUnit.MILLISECONDS.sleep(200);
      if (!database.node().ask(database.holding()).equals("0")) {
        return sent.stream().filter(n -> !payments.done(n)).toList();
      }
      Signals.send(server.handle(), "CONT");
      await(payments, sent);
    }
    throw new IOException("the server was never caught inside a transaction");
  }

  private static boolean await(SteadyPayments payments, List<Integer> orders)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!orders.stream().allMatch(payments::done)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }
}
