package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Defect;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.OtherProduct;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.ledger.UnfitMemberException;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification whose signature is proved (or, v2 refund, which one of our keys opens), ready to
 * be recorded.
 *
 * @param id of the row, if it is new
 * @param account the token's account
 * @param dedupeKey two copies of one notification have the same, see {@link DedupeKey}
 * @param facts SHA-256 of what it says, lower-case hex: tells two apart that have one key; null: it
 *     could not be read
 * @param outTradeNo for readers; of a combined payment the combined number
 * @param amountTotal fen, for readers
 * @param status trade_state, refund_status or result_code, for readers
 * @param unread why it could not be decrypted or understood; null: it was
 * @param headers v3: the four signed headers, so that the raw bytes can be read again
 * @param evidence what it says of orders; may be empty
 * @param other what it says of another product; null: it is about orders, or could not be read
 * @param receipt how it came; null: it was not delivered just now but read again
 */
record Arrival(
    UUID id,
    String account,
    Api api,
    String eventType,
    String dedupeKey,
    @Nullable String facts,
    @Nullable String outTradeNo,
    @Nullable Long amountTotal,
    @Nullable String status,
    @Nullable Unread unread,
    @Nullable String headers,
    byte[] raw,
    List<Evidence> evidence,
    @Nullable OtherProduct other,
    @Nullable Receipt receipt) {

  private static final byte[] NONE = {};

  Arrival {
    evidence = List.copyOf(evidence);
  }

  /** What a verified message says, made to fit the columns: no genuine one fails to be stored. */
  static Arrival fitting(
      Instant now,
      String account,
      Api api,
      String eventType,
      String dedupeKey,
      @Nullable String facts,
      @Nullable String outTradeNo,
      @Nullable Long amountTotal,
      @Nullable String status,
      @Nullable Unread unread,
      @Nullable String headers,
      byte[] raw,
      List<Evidence> evidence) {
    return new Arrival(
        Ids.at(now.toEpochMilli()),
        account,
        api,
        Objects.requireNonNullElse(Columns.key(eventType, 64), "unknown"),
        dedupeKey,
        facts,
        Columns.key(outTradeNo, 64),
        amountTotal,
        Columns.key(status, 32),
        unread == null
            ? null
            : new Unread(unread.verdict(), unread.member(), Columns.text(unread.reason(), 256)),
        headers,
        raw,
        evidence,
        null,
        null);
  }

  /** The same, as it was delivered. */
  Arrival with(Receipt receipt) {
    return new Arrival(
        id,
        account,
        api,
        eventType,
        dedupeKey,
        facts,
        outTradeNo,
        amountTotal,
        status,
        unread,
        headers,
        raw,
        evidence,
        other,
        receipt);
  }

  /** The same, with what it says of another product. */
  Arrival of(@Nullable OtherProduct other) {
    return new Arrival(
        id,
        account,
        api,
        eventType,
        dedupeKey,
        facts,
        outTradeNo,
        amountTotal,
        status,
        unread,
        headers,
        raw,
        evidence,
        other,
        receipt);
  }

  /**
   * Fills the columns that say how it came and will be answered, if it was delivered just now.
   *
   * @param id of its notification's row
   * @param copy it is not the first of that notification
   * @param answer see {@link Replies#said}
   */
  void write(Rows row, UUID id, boolean copy, String answer) {
    if (receipt != null) {
      receipt.write(row, id, copy, answer);
    }
  }

  /** The same for those who need what it says and not its bytes. */
  Arrival withoutRaw() {
    return new Arrival(
        id,
        account,
        api,
        eventType,
        dedupeKey,
        facts,
        outTradeNo,
        amountTotal,
        status,
        unread,
        headers,
        NONE,
        evidence,
        other,
        receipt);
  }

  /** Which of the two wire formats. */
  enum Api {
    V2,
    V3;

    String wireName() {
      return this == V2 ? "v2" : "v3";
    }

    static Api ofWire(String name) {
      return name.equals("v2") ? V2 : V3;
    }
  }

  /**
   * A good signature over something that we could not read.
   *
   * @param member the one that is to blame, by WeChat Pay's name for it ({@code amount.total});
   *     null where it is none
   * @param reason for people; the same for every message with this defect, so that they can be
   *     counted together
   */
  record Unread(Verdict verdict, @Nullable String member, String reason) {
    static Unread of(UnfitMemberException unfit) {
      return new Unread(Verdict.NOT_UNDERSTOOD, unfit.member(), String.valueOf(unfit.getMessage()));
    }

    /**
     * What is wrong with its notification.
     *
     * @param id of the row
     */
    Defect defect(UUID id, String account, @Nullable String outTradeNo) {
      return new Defect(
          id,
          account,
          verdict == Verdict.UNDECRYPTABLE ? ProblemKind.UNDECRYPTABLE : ProblemKind.NOT_UNDERSTOOD,
          reason,
          member,
          outTradeNo);
    }
  }

  @Override
  public String toString() {
    return "Arrival[" + api.wireName() + " " + dedupeKey + "]";
  }
}
