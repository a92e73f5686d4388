package io.github.paybell.simulator.bill;

import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformPayment;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.wire.V2Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The trade bill (交易账单): one line per payment and per refund. */
final class TradeBill {
  private static final List<String> FIRST =
      List.of(
          "交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型", "交易状态", "付款银行",
          "货币种类", "应结订单金额", "代金券金额");
  private static final List<String> REFUND_TIMES = List.of("退款申请时间", "退款成功时间");
  private static final List<String> REFUND =
      List.of("微信退款单号", "商户退款单号", "退款金额", "充值券退款金额", "退款类型", "退款状态");
  private static final List<String> GOODS_AND_FEE = List.of("商品名称", "商户数据包", "手续费", "费率");
  private static final List<String> SUMMARY =
      List.of("总交易单数", "应结订单总金额", "退款总金额", "充值券退款总金额", "手续费总金额", "订单总金额", "申请退款总金额");

  private final TradeBillType type;

  private TradeBill(TradeBillType type) {
    this.type = type;
  }

  /**
   * The bill; empty if it has no line.
   *
   * @param orders those of the merchant with something on this day
   */
  static Optional<BillText> of(List<PlatformOrder> orders, LocalDate day, TradeBillType type) {
    List<Movement> movements =
        orders.stream()
            .flatMap(order -> Movement.of(order).stream())
            .filter(it -> it.is(day) && belongs(it, type))
            .sorted(Comparator.comparing(Movement::at))
            .toList();
    return movements.isEmpty()
        ? Optional.empty()
        : Optional.of(new TradeBill(type).bill(movements));
  }

  private static boolean belongs(Movement movement, TradeBillType type) {
    return switch (type) {
      case ALL -> true;
      case SUCCESS -> movement.refund() == null;
      case REFUND -> movement.refund() != null;
      case RECHARGE_REFUND -> movement.cashCouponRefund() > 0;
    };
  }

  private BillText bill(List<Movement> movements) {
    return new BillText(
        header(),
        movements.stream().map(this::row).toList(),
        SUMMARY,
        List.of(
            Integer.toString(movements.size()),
            BillAmounts.of(sum(movements, Movement::settled)),
            BillAmounts.of(sum(movements, Movement::settlementRefund)),
            BillAmounts.of(sum(movements, Movement::cashCouponRefund)),
            BillAmounts.withFiveDecimals(sum(movements, Movement::fee)),
            BillAmounts.of(sum(movements, Movement::ordered)),
            BillAmounts.of(sum(movements, Movement::askedBack))));
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(FIRST);
    if (namesRefundTimes()) {
      header.addAll(REFUND_TIMES);
    }
    if (namesRefunds()) {
      header.addAll(REFUND);
    }
    header.addAll(GOODS_AND_FEE);
    header.add("订单金额");
    if (namesRefunds()) {
      header.add("申请退款金额");
    }
    header.add("费率备注");
    if (type == TradeBillType.RECHARGE_REFUND) {
      header.add("返还手续费");
    }
    return header;
  }

  private List<String> row(Movement movement) {
    PlatformRefund refund = movement.refund();
    List<String> row = new ArrayList<>(first(movement));
    if (namesRefundTimes()) {
      row.add(V2Words.spaced(movement.at()));
      row.add(
          refund == null || refund.successTime() == null
              ? ""
              : V2Words.spaced(refund.successTime()));
    }
    if (namesRefunds()) {
      row.add(refund == null ? "0" : refund.refundId());
      row.add(refund == null ? "0" : refund.terms().outRefundNo());
      row.add(BillAmounts.of(movement.settlementRefund()));
      row.add(BillAmounts.of(movement.cashCouponRefund()));
      row.add(refund == null ? "" : "ORIGINAL");
      row.add(refund == null ? "" : refund.status().v2());
    }
    row.add(movement.order().terms().description());
    row.add(orEmpty(movement.order().terms().attach()));
    row.add(BillAmounts.withFiveDecimals(movement.fee()));
    row.add(BillAmounts.RATE);
    row.add(BillAmounts.of(movement.ordered()));
    if (namesRefunds()) {
      row.add(BillAmounts.of(movement.askedBack()));
    }
    row.add("");
    if (type == TradeBillType.RECHARGE_REFUND) {
      row.add(BillAmounts.withFiveDecimals(-movement.fee()));
    }
    return row;
  }

  private static List<String> first(Movement movement) {
    Terms terms = movement.order().terms();
    PlatformPayment payment = movement.order().paid();
    return List.of(
        V2Words.spaced(movement.at()),
        terms.appid(),
        terms.mchid(),
        terms.subMchid() == null ? "0" : terms.subMchid(),
        orEmpty(terms.deviceInfo()),
        payment.transactionId(),
        terms.outTradeNo(),
        payment.openid(),
        terms.tradeType().name(),
        movement.refund() == null ? "SUCCESS" : "REFUND",
        payment.bankType(),
        terms.currency(),
        BillAmounts.of(movement.settled()),
        BillAmounts.of(movement.cashCoupons()));
  }

  private boolean namesRefunds() {
    return type != TradeBillType.SUCCESS;
  }

  private boolean namesRefundTimes() {
    return type == TradeBillType.REFUND || type == TradeBillType.RECHARGE_REFUND;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static long sum(List<Movement> movements, ToLongFunction<Movement> amount) {
    return movements.stream().mapToLong(amount).sum();
  }
}
