package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of v2 notifications that documents name, but for the numbered ones ({@link
 * CouponFields}); most are read, all count for {@link V2Ambiguity}. Each in the form in which
 * {@link FieldTable} compares it without making strings.
 */
enum FieldName {
  APPID,
  ATTACH,
  BANK_TYPE,
  CASH_FEE,
  CASH_FEE_TYPE,
  CASH_REFUND_FEE,
  CONSUME_FEE,
  CONTRACT_ID,
  COUPON_COUNT,
  COUPON_FEE,
  COUPON_ID, // without a number in the official samples
  COUPON_TYPE,
  DEVICE_INFO,
  ERR_CODE,
  ERR_CODE_DES,
  FEE_TYPE,
  IS_SUBSCRIBE,
  MCH_ID,
  NONCE_STR,
  OPENID,
  OUT_REFUND_NO,
  OUT_TRADE_NO,
  PROMOTION_DETAIL,
  RATE_VALUE,
  REFUND_ACCOUNT,
  REFUND_FEE,
  REFUND_ID,
  REFUND_RECV_ACCOUT, // sic
  REFUND_REQUEST_SOURCE,
  REFUND_STATUS,
  REQ_INFO,
  RESULT_CODE,
  RETURN_CODE,
  RETURN_MSG,
  SETTLEMENT_REFUND_FEE,
  SETTLEMENT_TOTAL_FEE,
  SIGN,
  SIGN_TYPE,
  SUB_APPID,
  SUB_IS_SUBSCRIBE,
  SUB_MCH_ID,
  SUB_OPENID,
  SUCCESS_TIME,
  TIME_END,
  TOTAL_FEE,
  TRADE_STATE,
  TRADE_TYPE,
  TRANSACTION_ID,
  USER_REPAID,
  VERSION;

  private static final int SLOT_COUNT = 128;

  /** A hash table: each name is at its slot, or at the next one that was free. */
  private static final @Nullable FieldName[] SLOTS = slots();

  final String wireName = name().toLowerCase(Locale.ROOT);
  final byte[] bytes = wireName.getBytes(StandardCharsets.US_ASCII);
  final long firstPrefix;
  final long secondPrefix;

  FieldName() {
    byte[] padded = new byte[bytes.length + EightBytes.SLACK];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    firstPrefix = EightBytes.prefix(padded, 0, bytes.length);
    secondPrefix = EightBytes.prefix(padded, 8, bytes.length - 8);
  }

  /**
   * The known name with these prefixes, or null; a name of 16 bytes or more may go on otherwise.
   */
  static @Nullable FieldName withPrefixes(long firstPrefix, long secondPrefix) {
    int slot = slot(firstPrefix, secondPrefix);
    while (true) {
      FieldName name = SLOTS[slot];
      if (name == null || (name.firstPrefix == firstPrefix && name.secondPrefix == secondPrefix)) {
        return name;
      }
      slot = (slot + 1) % SLOT_COUNT;
    }
  }

  private static @Nullable FieldName[] slots() {
    @Nullable FieldName[] slots = new FieldName[SLOT_COUNT];
    for (FieldName name : values()) {
      int slot = slot(name.firstPrefix, name.secondPrefix);
      while (slots[slot] != null) {
        slot = (slot + 1) % SLOT_COUNT;
      }
      slots[slot] = name;
    }
    return slots;
  }

  /** Mixes all bytes into the highest seven bits; two odd numbers without a pattern. */
  private static int slot(long firstPrefix, long secondPrefix) {
    long mixed = firstPrefix * 0x9e37_79b9_7f4a_7c15L + secondPrefix * 0xc2b2_ae3d_27d4_eb4fL;
    return (int) (mixed >>> 57);
  }
}
