package io.github.paybell.benchmarks.bill;

import com.sun.management.OperatingSystemMXBean;
import io.github.paybell.engine.bill.BillCompare;
import io.github.paybell.engine.bill.BillLine;
import io.github.paybell.engine.bill.BillReader;
import io.github.paybell.engine.bill.LedgerLine;
import io.github.paybell.engine.ledger.RefundStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The measured process. Arguments: the bill, {@code parse} or {@code compare}, rounds. Prints lines
 * per second and per second of processor time for each round, then {@code heap} with the most bytes
 * of heap that were in use.
 *
 * <p>To compare, a ledger of the same day is made up as the bill is read, so that the figure has
 * the work of both sides but no database: every thousandth line is not in it.
 */
public final class BillMain {
  private static final OperatingSystemMXBean CPU =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private BillMain() {}

  public static void main(String[] args) throws IOException {
    var bill = Path.of(args[0]);
    boolean compare = args[1].equals("compare");
    for (int round = 0; round < Integer.parseInt(args[2]); round++) {
      long start = System.nanoTime();
      long startCpu = CPU.getProcessCpuTime();
      long lines = compare ? compare(bill) : parse(bill);
      System.out.println(
          "lines/s "
              + perSecond(lines, System.nanoTime() - start)
              + " "
              + perSecond(lines, CPU.getProcessCpuTime() - startCpu));
    }
    System.out.println(
        "heap "
            + ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum());
  }

  private static long perSecond(long lines, long nanos) {
    return Math.round(lines * 1e9 / Math.max(1, nanos));
  }

  private static long parse(Path bill) throws IOException {
    return read(bill, line -> {});
  }

  private static long compare(Path bill) throws IOException {
    var folder = Files.createTempDirectory(bill.toAbsolutePath().getParent(), "compare");
    var differences = new AtomicLong();
    try (var compare = new BillCompare(folder, BillCompare.PARTITIONS)) {
      long lines =
          read(
              bill,
              line -> {
                compare.bill(line);
                if (line.number() % 1000 != 0) {
                  compare.ledger(known(line));
                }
              });
      compare.differences(difference -> differences.incrementAndGet());
      long expected = (lines + 1) / 1000;
      if (differences.get() != expected) {
        throw new IOException(differences + " differences found, not " + expected);
      }
      return lines;
    } finally {
      Files.delete(folder);
    }
  }

  private static LedgerLine known(BillLine line) {
    var refund = line.refund();
    return new LedgerLine(
        line.outTradeNo(),
        line.transactionId(),
        line.total(),
        line.currency(),
        refund == null
            ? null
            : new LedgerLine.Refund(
                refund.outRefundNo(), refund.refundId(), refund.amount(), RefundStatus.SUCCESS));
  }

  private interface Taker {
    void take(BillLine line) throws IOException;
  }

  private static long read(Path bill, Taker taker) throws IOException {
    try (var in = Files.newInputStream(bill)) {
      var totals =
          BillReader.read(
              in,
              new BillReader.Lines() {
                @Override
                public void line(BillLine line) throws IOException {
                  taker.take(line);
                }

                @Override
                public void broken(long number, String why, @Nullable String outTradeNo)
                    throws IOException {
                  throw new IOException("line " + number + " " + why);
                }
              });
      if (!totals.disagreements().isEmpty()) {
        throw new IOException("the bill disagrees with itself: " + totals.disagreements());
      }
      return totals.lines();
    }
  }
}
