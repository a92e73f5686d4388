package io.github.paybell.engine.bill;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trade bill, line by line, in the same memory however long it is: text or gzip, with or
 * without byte order mark, of API v2 and v3, in all layouts. Columns are found by their names.
 *
 * @see <a href="https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html">
 *     format of trade bills</a>
 */
public final class BillReader {
  private static final int BUFFER = 64 * 1024;

  private BillReader() {}

  /** Takes the lines as they are read. */
  public interface Lines {
    void line(BillLine line) throws IOException;

    /**
     * A line that cannot be read.
     *
     * @param number from 1, the header included
     * @param why for people; quotes nothing of the line
     * @param outTradeNo the order that it seems to name; null: none. Worth a question, and no more
     */
    void broken(long number, String why, @Nullable String outTradeNo) throws IOException;
  }

  /**
   * Reads a bill to its end.
   *
   * @param in is not closed
   * @throws BillFormatException if it is no whole bill: no header, a needed column missing, cut off
   *     before its summary
   * @throws IOException from the stream or from who takes the lines
   */
  public static BillTotals read(InputStream in, Lines lines) throws IOException {
    try {
      return readText(unpacked(in), lines);
    } catch (EOFException | ZipException e) {
      throw new BillFormatException("the bill's gzip is damaged or cut off", e);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, 2);
    byte[] first = pushback.readNBytes(2);
    pushback.unread(first);
    boolean gzip = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    return gzip ? new GZIPInputStream(pushback, BUFFER) : pushback;
  }

  private static BillTotals readText(InputStream in, Lines lines) throws IOException {
    var line = new LineBytes(in);
    var layout = new BillLayout(header(line));
    var totals = new BillTotals.Counter(layout);
    var parser = new LineParser(layout, totals);
    var cut = new CutLines(layout.columns());
    while (line.next()) {
      if (line.from() == line.to()) {
        continue;
      }
      try {
        if (line.bytes()[line.from()] != '`' && !line.tooLong()) {
          var names = new HeaderNames(text(line));
          if (isSummary(names)) {
            return summary(names, line, totals);
          }
        }
        var read = parser.parse(line);
        if (cut.doubts()) {
          cut.readable();
          lines.broken(
              line.number(), "follows one that is cut, and may be its rest", read.outTradeNo());
        } else {
          lines.line(read);
        }
      } catch (BrokenLineException e) {
        cut.unreadable(line, e);
        totals.broken();
        lines.broken(line.number(), e.why(), e.outTradeNo());
      }
    }
    throw new BillFormatException(
        "the bill is cut off: it ends after line " + line.number() + " without its summary");
  }

  private static HeaderNames header(LineBytes line) throws IOException {
    while (line.next()) {
      var text = text(line);
      if (text.startsWith("\ufeff")) {
        text = text.substring(1);
      }
      if (text.startsWith("<xml")) {
        throw new BillFormatException("an error document came instead of a bill");
      }
      if (line.tooLong() || text.startsWith("`")) {
        throw new BillFormatException("the bill has no header");
      }
      if (!text.isBlank()) {
        return new HeaderNames(text);
      }
    }
    throw new BillFormatException("the bill is empty");
  }

  private static boolean isSummary(HeaderNames names) {
    return SummaryColumn.LINES.names().stream()
            .anyMatch(name -> HeaderNames.plain(name).equals(names.first()))
        || names.first().startsWith("total");
  }

  private static BillTotals summary(HeaderNames names, LineBytes line, BillTotals.Counter totals)
      throws IOException {
    if (!line.next()) {
      throw new BillFormatException("the bill is cut off: it ends before its sums");
    }
    var result = totals.against(names, line.bytes(), line.from(), line.to());
    while (line.next()) {
      if (!text(line).isBlank()) {
        throw new BillFormatException(
            "the bill goes on after its summary, at line " + line.number());
      }
    }
    return result;
  }

  private static String text(LineBytes line) {
    return new String(line.bytes(), line.from(), line.to() - line.from(), StandardCharsets.UTF_8);
  }
}
