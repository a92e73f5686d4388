package io.github.paybell.protocol;

import java.util.Set;

/**
 * The members that decide: who was paid, which order, whether, and how much. Only they may make a
 * message not understood; a payment is not lost for a member on which nothing hangs. They stand
 * here and nowhere else, for notifications, answers of queries and both versions of the API
 * (DESIGN, section 5).
 *
 * <p>One that stands there twice or is of a wrong kind: not understood. An empty one is as good as
 * absent. Of every other member, what cannot be read is kept as unknown.
 */
public enum Deciding {
  /** Of a v3 plaintext or answer, and of each of its {@code sub_orders}. */
  V3(
      // identity
      "mchid",
      "sp_mchid",
      "sub_mchid",
      "combine_mchid",
      "appid",
      "sp_appid",
      "sub_appid",
      "combine_appid",
      // state
      "trade_state",
      "refund_status",
      "status",
      // numbers
      "out_trade_no",
      "transaction_id",
      "out_refund_no",
      "refund_id",
      "combine_out_trade_no",
      // containers
      "amount",
      "sub_orders"),

  /** Of the {@code amount} in it. */
  V3_AMOUNT("total", "total_amount", "refund", "currency"),

  /** Of a v3 envelope; what is in it must be opened before anything can be read. */
  V3_ENVELOPE("resource"),

  /** Of the {@code resource} in it: without them it does not open. */
  V3_RESOURCE("algorithm", "ciphertext", "nonce", "associated_data"),

  /** Of any other object of v3: nothing hangs on it. */
  V3_NOTHING,

  /** Of a v2 notification or answer, and of what a refund's {@code req_info} holds. */
  V2(
      "mch_id",
      "sub_mch_id",
      "appid",
      "sub_appid",
      "return_code",
      "result_code",
      "trade_state",
      "refund_status",
      "out_trade_no",
      "transaction_id",
      "out_refund_no",
      "refund_id",
      "total_fee",
      "refund_fee",
      "fee_type");

  private final Set<String> names;

  Deciding(String... names) {
    this.names = Set.of(names);
  }

  /** Whether this member decides. */
  public boolean has(String member) {
    return names.contains(member);
  }

  /**
   * Whether this {@code trade_state} claims a payment. A message that does must tell who was paid,
   * for which order, by which transaction and how much; others may leave that out.
   */
  public static boolean claimsPayment(String tradeState) {
    return tradeState.equals("SUCCESS") || tradeState.equals("REFUND");
  }

  /** All of them, for tests and tables in documents. */
  public Set<String> names() {
    return names;
  }
}
