package io.github.paybell.engine.ledger;

/** Names an order. Sorted the way rows are locked: account, then out_trade_no. */
public record OrderKey(String account, String outTradeNo) implements Comparable<OrderKey> {
  @Override
  public int compareTo(OrderKey other) {
    int byAccount = account.compareTo(other.account);
    return byAccount != 0 ? byAccount : outTradeNo.compareTo(other.outTradeNo);
  }
}
