package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * WeChat's member names, found by their bytes: a known name costs no new string, and gets a small
 * number by which repetition is noticed.
 */
final class KnownNames {

  private static final String[] NAMES = {
    // envelope and resource
    "id",
    "create_time",
    "event_type",
    "resource_type",
    "summary",
    "resource",
    "original_type",
    "algorithm",
    "ciphertext",
    "nonce",
    "associated_data",
    // payment
    "appid",
    "mchid",
    "sp_appid",
    "sp_mchid",
    "sub_appid",
    "sub_mchid",
    "out_trade_no",
    "transaction_id",
    "trade_type",
    "trade_state",
    "trade_state_desc",
    "bank_type",
    "attach",
    "success_time",
    "payer",
    "openid",
    "sp_openid",
    "sub_openid",
    "amount",
    "total",
    "payer_total",
    "currency",
    "payer_currency",
    "scene_info",
    "device_id",
    "trade_scene",
    "promotion_detail",
    // combined payment
    "combine_appid",
    "combine_mchid",
    "combine_out_trade_no",
    "combine_transaction_id",
    "combine_payer_info",
    "sub_orders",
    "total_amount",
    "payer_amount",
    // coupon
    "coupon_id",
    "name",
    "scope",
    "type",
    "stock_id",
    "wechatpay_contribute",
    "merchant_contribute",
    "other_contribute",
    "goods_detail",
    "goods_id",
    "quantity",
    "unit_price",
    "discount_amount",
    "goods_remark",
    // refund
    "out_refund_no",
    "refund_id",
    "refund_status",
    "status",
    "user_received_account",
    "refund",
    "payer_refund",
    "refund_account",
  };

  static final int COUNT = NAMES.length;
  static final int UNKNOWN = -1;

  private static final int SLOTS = 512;
  private static final int[] SLOT_ID = new int[SLOTS];
  private static final byte[][] BYTES = new byte[COUNT][];

  static {
    Arrays.fill(SLOT_ID, UNKNOWN);
    for (int id = 0; id < COUNT; id++) {
      byte[] name = NAMES[id].getBytes(StandardCharsets.US_ASCII);
      BYTES[id] = name;
      int slot = hash(name, 0, name.length) & (SLOTS - 1);
      while (SLOT_ID[slot] != UNKNOWN) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      SLOT_ID[slot] = id;
    }
  }

  private KnownNames() {}

  /** The number of the name that these bytes spell, or {@link #UNKNOWN}. */
  static int find(byte[] json, int from, int to) {
    int slot = hash(json, from, to) & (SLOTS - 1);
    for (int id; (id = SLOT_ID[slot]) != UNKNOWN; slot = (slot + 1) & (SLOTS - 1)) {
      byte[] name = BYTES[id];
      if (Arrays.equals(name, 0, name.length, json, from, to)) {
        return id;
      }
    }
    return UNKNOWN;
  }

  static String name(int id) {
    return NAMES[id];
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ (hash >>> 9);
  }
}
