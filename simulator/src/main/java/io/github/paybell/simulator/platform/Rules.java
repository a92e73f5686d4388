package io.github.paybell.simulator.platform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * How this platform behaves where WeChat Pay's documents leave a choice, contradict each other or
 * describe a limit that is in the way on a laptop. Each is a named setting; docs/simulator.md has
 * the table with what is known of each.
 *
 * @param queryLag a query still says NOTPAY for this long after a payment; 0 s
 * @param closeAfter an order cannot be closed earlier than this; 0 s, documented once: 5 min
 * @param repeatMustAgree whether an order or refund that is asked for again must have the same
 *     data; yes. If not, the data of the first call stay in force
 * @param refundLimits whether refunds end after a year and after 50; yes
 * @param refundInterval between refunds of one order; 0 s, documented: 1 min
 * @param refundDelay from asking to the refund's end; 2 s
 * @param refundOutcome how a refund ends; SUCCESS
 * @param orderLife of an order without {@code time_expire}; 7 days
 * @param expiredState what an expired order shows, CLOSED or NOTPAY; CLOSED
 * @param refundedState what a partly refunded order shows, REFUND or SUCCESS; REFUND
 * @param clientCertificate whether a v2 refund needs one; no
 * @param notifyUrlRules whether https, a public host and no port are required; no. A query string
 *     is always refused
 * @param frequencyLimits whether the documented rates are kept; yes
 * @param billRules whether bills appear at {@code billReadyAt} of the next day only; yes
 * @param billReadyAt Beijing time; 10:00
 * @param billBom whether a bill starts with a byte order mark; no
 * @param billCrlf whether its lines end with CRLF; yes
 * @param closePaidStatus HTTP status of v3 when a paid order is closed; 400
 * @param closePaidCode its code; ORDERPAID
 * @param closeEarlyCode code of closing too early, both versions; ORDER_NOT_CLOSABLE is nowhere
 *     documented, so TRADE_STATE_ERROR of the older lists
 * @param certificatesMissingCode code of {@code /v3/certificates} for a merchant in public-key
 *     mode; RESOURCE_NOT_EXISTS
 * @param signTypeEcho whether a v2 notification carries {@code sign_type}; NEVER, as captured
 * @param resignRetries whether each attempt of a v2 notification has a new nonce and sign; no
 * @param lowerCaseSign whether a merchant's lower-case {@code sign} is accepted; no
 * @param attachLimit of v3; 128. v2 has one less
 * @param attachUnit what it counts; BYTES of UTF-8, as captured refusals of v3 do
 * @param v2StatusMatters whether a v2 answer other than HTTP 200 is a failure whatever it says; no
 * @param returnMsgRequired whether a v2 answer without {@code return_msg} is a failure; no
 * @param gapFrom from where the gap to the next attempt counts; END of the attempt
 * @param schedule gaps of retries; LONG
 * @param customSchedule the gaps when schedule is CUSTOM
 * @param firstDelay from payment to the first attempt; 0 s
 * @param timeout for the merchant's answer, real time; 5 s
 * @param userAgent of notifications; Mozilla/4.0, seen with v2
 * @param verifyTls whether a notify_url's certificate is checked; no
 * @param officialLinks whether {@code code_url}, {@code h5_url} and {@code mweb_url} look like
 *     WeChat Pay's own instead of leading to the cashier page; no, {@code code_url} always
 * @param oauth whether the stand-in for OAuth answers; yes
 * @param payDirectories whether the page that pays must lie under an authorised directory; yes, for
 *     merchants that have some
 */
public record Rules(
    Duration queryLag,
    Duration closeAfter,
    boolean repeatMustAgree,
    boolean refundLimits,
    Duration refundInterval,
    Duration refundDelay,
    PlatformRefund.Status refundOutcome,
    Duration orderLife,
    PlatformTradeState expiredState,
    PlatformTradeState refundedState,
    boolean clientCertificate,
    boolean notifyUrlRules,
    boolean frequencyLimits,
    boolean billRules,
    LocalTime billReadyAt,
    boolean billBom,
    boolean billCrlf,
    int closePaidStatus,
    String closePaidCode,
    String closeEarlyCode,
    String certificatesMissingCode,
    Echo signTypeEcho,
    boolean resignRetries,
    boolean lowerCaseSign,
    int attachLimit,
    Unit attachUnit,
    boolean v2StatusMatters,
    boolean returnMsgRequired,
    Gap gapFrom,
    Schedule schedule,
    List<Duration> customSchedule,
    Duration firstDelay,
    Duration timeout,
    String userAgent,
    boolean verifyTls,
    boolean officialLinks,
    boolean oauth,
    boolean payDirectories) {

  /** Whether {@code sign_type} is in a v2 notification. */
  public enum Echo {
    /** Never: most captures. */
    NEVER,
    /** For HMAC-SHA256 only: as documented. */
    HMAC_ONLY,
    /** Always. */
    ALWAYS
  }

  /** What a length counts. */
  public enum Unit {
    /** Bytes of UTF-8. */
    BYTES("字节数"),
    /** Characters. */
    CHARACTERS("字符数");

    private final String chinese;

    Unit(String chinese) {
      this.chinese = chinese;
    }

    /** As refusals name it. */
    public String chinese() {
      return chinese;
    }

    /** How long a text is. */
    public int length(String text) {
      return this == BYTES
          ? text.getBytes(StandardCharsets.UTF_8).length
          : text.codePointCount(0, text.length());
    }
  }

  /** From where a gap counts. */
  public enum Gap {
    /** The start of the attempt before. */
    START,
    /** The end of the attempt before. */
    END
  }

  /** The default of each. */
  public static final Rules DEFAULT =
      new Rules(
          Duration.ZERO,
          Duration.ZERO,
          true,
          true,
          Duration.ZERO,
          Duration.ofSeconds(2),
          PlatformRefund.Status.SUCCESS,
          Duration.ofDays(7),
          PlatformTradeState.CLOSED,
          PlatformTradeState.REFUND,
          false,
          false,
          true,
          true,
          LocalTime.of(10, 0),
          false,
          true,
          400,
          "ORDERPAID",
          "TRADE_STATE_ERROR",
          "RESOURCE_NOT_EXISTS",
          Echo.NEVER,
          false,
          false,
          128,
          Unit.BYTES,
          false,
          false,
          Gap.END,
          Schedule.LONG,
          List.of(),
          Duration.ZERO,
          Duration.ofSeconds(5),
          "Mozilla/4.0",
          false,
          false,
          true,
          true);

  public Rules {
    customSchedule = List.copyOf(customSchedule);
    if (refundOutcome == PlatformRefund.Status.PROCESSING) {
      throw new IllegalArgumentException(
          "refund-outcome is an end: SUCCESS, CLOSED or ABNORMAL, not PROCESSING");
    }
    if (expiredState != PlatformTradeState.CLOSED && expiredState != PlatformTradeState.NOTPAY) {
      throw new IllegalArgumentException("expired-state is CLOSED or NOTPAY");
    }
    if (!refundedState.isPaid()) {
      throw new IllegalArgumentException("refunded-state is REFUND or SUCCESS");
    }
    if (closePaidStatus < 200 || closePaidStatus > 599) {
      throw new IllegalArgumentException(
          "close-paid-status is an HTTP status of 200 to 599, was " + closePaidStatus);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be longer than 0");
    }
  }

  /** The gaps between attempts, in order. */
  public List<Duration> gaps() {
    return schedule == Schedule.CUSTOM ? customSchedule : schedule.gaps();
  }
}
