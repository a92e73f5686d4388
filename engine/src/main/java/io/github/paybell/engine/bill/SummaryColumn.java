package io.github.paybell.engine.bill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sums in a trade bill's last line, and which column of the lines each of them sums up. */
enum SummaryColumn {
  LINES(null, "总交易单数", "Total transaction count", "Total number of transactions"),
  SETTLEMENT_TOTAL(BillColumn.SETTLEMENT_TOTAL, "应结订单总金额"),
  SETTLEMENT_REFUND(BillColumn.SETTLEMENT_REFUND, "退款总金额"),
  COUPON_REFUND(BillColumn.COUPON_REFUND, "充值券退款总金额", "总代金券或立减优惠退款金额"),
  FEE(BillColumn.FEE, "手续费总金额"),
  TOTAL(BillColumn.TOTAL, "订单总金额"),
  REFUND(BillColumn.REFUND, "申请退款总金额"),
  /**
   * Of the layout with five sums; where {@link #TOTAL} stands beside it, what it sums is unsure.
   */
  OLD_TOTAL(BillColumn.TOTAL, "总交易额", "Total transaction amount"),
  /**
   * Of the layout with five sums; where {@link #REFUND} stands beside it, what it sums is unsure.
   */
  OLD_REFUND(BillColumn.REFUND, "总退款金额", "Total refund amount");

  private final @Nullable BillColumn column;
  private final String[] names;

  SummaryColumn(@Nullable BillColumn column, String... names) {
    this.column = column;
    this.names = names;
  }

  /** Null: the lines are counted. */
  @Nullable BillColumn column() {
    return column;
  }

  List<String> names() {
    return List.of(names);
  }
}
