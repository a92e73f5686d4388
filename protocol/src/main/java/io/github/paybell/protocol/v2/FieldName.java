package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The field names that are read, each in the form in which {@link FieldTable} compares it without
 * making strings. In ascending order of the names' bytes, as a table has its fields, so that one
 * walk finds them all.
 */
enum FieldName {
  APPID,
  ATTACH,
  BANK_TYPE,
  CASH_FEE,
  CASH_FEE_TYPE,
  CASH_REFUND_FEE,
  CONTRACT_ID,
  COUPON_COUNT,
  COUPON_FEE,
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
  VERSION;

  final String wireName = name().toLowerCase(Locale.ROOT);
  final byte[] bytes = wireName.getBytes(StandardCharsets.US_ASCII);
  final long firstPrefix;
  final long secondPrefix;

  FieldName() {
    byte[] padded = new byte[bytes.length + FieldTable.SLACK];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    firstPrefix = FieldTable.prefix(padded, 0, bytes.length);
    secondPrefix = FieldTable.prefix(padded, 8, bytes.length - 8);
  }
}
