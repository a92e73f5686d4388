package io.github.paybell.simulator.bill;

import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.wire.V2Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fund flow bill (资金账单) of the basic account: what a payment brings, its fee, what a refund
 * takes, and the fee that it gives back. The account starts empty with the simulator.
 */
final class FundFlow {
  private static final List<String> HEADER =
      List.of(
          "记账时间",
          "微信支付业务单号",
          "资金流水单号",
          "业务名称",
          "业务类型",
          "收支类型",
          "收支金额(元)",
          "账户结余(元)",
          "资金变更提交申请人",
          "备注",
          "业务凭证号");
  private static final List<String> SUMMARY = List.of("资金流水总笔数", "收入笔数", "收入金额", "支出笔数", "支出金额");

  private static final String PAYMENT = "交易";
  private static final String FEE = "扣除交易手续费";
  private static final String REFUND = "退款";
  private static final String FEE_BACK = "退还交易手续费";

  /** One entry of the account; the amount in fen, negative if it goes out. */
  private record Entry(
      Instant at, String number, String what, long amount, String note, String voucher) {}

  private final Platform platform;

  FundFlow(Platform platform) {
    this.platform = platform;
  }

  /** The bill of a day; empty if nothing moved. */
  Optional<BillText> bill(String mchid, LocalDate day) {
    List<List<String>> rows = new ArrayList<>();
    List<Entry> ofTheDay = new ArrayList<>();
    long balance = 0;
    for (Entry entry : entries(mchid)) {
      balance += entry.amount();
      if (PlatformTime.isOn(entry.at(), day)) {
        rows.add(row(entry, balance, flowNumber(mchid, day, entry)));
        ofTheDay.add(entry);
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new BillText(HEADER, rows, SUMMARY, summary(ofTheDay)));
  }

  private List<Entry> entries(String mchid) {
    return platform.orders().stream()
        .filter(order -> order.key().mchid().equals(mchid) && order.tradeState().isPaid())
        .flatMap(order -> Movement.of(order).stream())
        .filter(FundFlow::moves)
        .flatMap(movement -> entries(movement).stream())
        .sorted(Comparator.comparing(Entry::at))
        .toList();
  }

  /** A refund that was closed took nothing. */
  private static boolean moves(Movement movement) {
    PlatformRefund refund = movement.refund();
    return refund == null || refund.status() != PlatformRefund.Status.CLOSED;
  }

  private static List<Entry> entries(Movement movement) {
    PlatformOrder order = movement.order();
    String transactionId = order.paid().transactionId();
    PlatformRefund refund = movement.refund();
    List<Entry> entries = new ArrayList<>();
    if (refund == null) {
      entries.add(
          new Entry(movement.at(), transactionId, PAYMENT, movement.settled(), "", transactionId));
    } else {
      entries.add(
          new Entry(
              movement.at(),
              refund.refundId(),
              REFUND,
              -movement.settlementRefund(),
              orEmpty(refund.terms().reason()),
              refund.terms().outRefundNo()));
    }
    if (movement.fee() != 0) {
      entries.add(
          new Entry(
              movement.at(),
              refund == null ? transactionId : refund.refundId(),
              refund == null ? FEE : FEE_BACK,
              -movement.fee(),
              "",
              transactionId));
    }
    return entries;
  }

  private String flowNumber(String mchid, LocalDate day, Entry entry) {
    return mchid
        + day.toString().replace("-", "")
        + platform.dice().digits(14, "fund flow", mchid, entry.number(), entry.what());
  }

  private static List<String> row(Entry entry, long balance, String flowNumber) {
    return List.of(
        V2Words.spaced(entry.at()),
        entry.number(),
        flowNumber,
        entry.what(),
        entry.what(),
        entry.amount() < 0 ? "支出" : "收入",
        BillAmounts.of(Math.abs(entry.amount())),
        BillAmounts.of(balance),
        "system",
        entry.note(),
        entry.voucher());
  }

  private static List<String> summary(List<Entry> entries) {
    List<Long> in = entries.stream().map(Entry::amount).filter(it -> it >= 0).toList();
    List<Long> out = entries.stream().map(Entry::amount).filter(it -> it < 0).toList();
    return List.of(
        Integer.toString(entries.size()),
        Integer.toString(in.size()),
        BillAmounts.of(in.stream().mapToLong(it -> it).sum()),
        Integer.toString(out.size()),
        BillAmounts.of(-out.stream().mapToLong(it -> it).sum()));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
