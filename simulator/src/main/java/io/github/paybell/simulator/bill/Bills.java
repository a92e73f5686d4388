package io.github.paybell.simulator.bill;

import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the bills of a day in Beijing, for both interfaces: text in UTF-8, each value behind a
 * backtick, amounts in yuan. A bill is made anew each time, so it shows refunds as they stand now.
 * Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html">
 *     format of trade bills</a>
 */
public final class Bills {
  /** Bills are kept this long. */
  private static final int MONTHS_KEPT = 3;

  /** Whose movements a fund flow bill lists. */
  public enum Account {
    /** 基本账户: where payments go and refunds come from. */
    BASIC,
    /** 运营账户: nothing moves here. */
    OPERATION,
    /** 手续费账户: nothing moves here; fees are taken from the basic account. */
    FEES
  }

  private final Platform platform;

  /** Bills of this platform. */
  public Bills(Platform platform) {
    this.platform = platform;
  }

  /**
   * Whether the day's bills can be had by now: from {@code bill-ready-at} of the next day on, or
   * always if the rule is off.
   */
  public boolean ready(LocalDate day) {
    Rules rules = platform.rules();
    Instant from = day.plusDays(1).atTime(rules.billReadyAt()).toInstant(PlatformTime.OFFSET);
    return !rules.billRules() || !platform.clock().now().isBefore(from);
  }

  /**
   * The trade bill of a day, whether ready or not.
   *
   * @param mchid the merchant, or the partner that placed the orders; all its appids
   * @return empty if nothing happened on that day, or it is longer than three months ago
   */
  public Optional<byte[]> trade(String mchid, LocalDate day, TradeBillType type) {
    return isKept(day)
        ? TradeBill.of(platform.ordersOf(mchid, day), day, type).map(this::written)
        : Optional.empty();
  }

  /**
   * The fund flow bill of a day, whether ready or not.
   *
   * @return empty if nothing moved on that day, or it is longer than three months ago
   */
  public Optional<byte[]> fundFlow(String mchid, LocalDate day, Account account) {
    return account == Account.BASIC && isKept(day)
        ? new FundFlow(platform).bill(mchid, day).map(this::written)
        : Optional.empty();
  }

  /** The same bytes, compressed; as {@code tar_type=GZIP} asks for. */
  public static byte[] gzip(byte[] bill) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bill);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return compressed.toByteArray();
  }

  private boolean isKept(LocalDate day) {
    LocalDate today = platform.clock().now().atOffset(PlatformTime.OFFSET).toLocalDate();
    return !platform.rules().billRules() || !day.isBefore(today.minusMonths(MONTHS_KEPT));
  }

  private byte[] written(BillText text) {
    Rules rules = platform.rules();
    return text.written(rules.billBom(), rules.billCrlf()).getBytes(StandardCharsets.UTF_8);
  }
}
