package io.github.paybell.simulator.platform;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.platform.Refused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of WeChat Pay: orders, payments and refunds. All calls are atomic and at simulated
 * time; what they give out is a picture of the moment. Thread-safe.
 */
public final class Platform implements OrderIntake {
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(90);

  private final SimClock clock;
  private final Dice dice;
  private final Merchants merchants;
  private final List<Events> listeners = new CopyOnWriteArrayList<>();

  private final PlatformOrders book = new PlatformOrders();
  private final Prepays prepays;
  private volatile Rules rules;

  /** A platform on which nothing has happened. */
  public Platform(SimClock clock, Dice dice, Merchants merchants, Rules rules) {
    this.clock = clock;
    this.dice = dice;
    this.merchants = merchants;
    this.rules = rules;
    this.prepays = new Prepays(dice);
  }

  /** Tells a listener what happens from now on. */
  public void listen(Events events) {
    listeners.add(events);
  }

  /** Simulated time. */
  public SimClock clock() {
    return clock;
  }

  /** Chance. */
  public Dice dice() {
    return dice;
  }

  /** The merchants. */
  public Merchants merchants() {
    return merchants;
  }

  /** The rules in force. */
  public Rules rules() {
    return rules;
  }

  /** Puts other rules in force; what is scheduled already stays as it was. */
  public void rules(Rules others) {
    rules = others;
  }

  /** Forgets all orders. */
  public synchronized void clear() {
    book.clear();
    prepays.clear();
  }

  // ------------------------------------------------------------------------------------ placing

  /**
   * Places an order, or the same one again.
   *
   * @return a fresh prepay_id
   * @throws Refused ORDER_PAID, ORDER_CLOSED, ORDER_DIFFERS
   */
  @Override
  public synchronized Prepay place(Terms terms) {
    PlatformOrder known = book.find(terms.key());
    if (known == null) {
      add(terms, terms.timeExpire(), null);
    } else {
      requireAgain(known, terms.fingerprint());
    }
    return prepays.issue(
        terms.mchid(), terms.appid(), terms.tradeType(), List.of(terms.key()), null, clock.now());
  }

  /**
   * Places a combined order, or the same one again.
   *
   * @return a fresh prepay_id for all of it
   * @throws Refused ORDER_PAID, ORDER_CLOSED, ORDER_DIFFERS
   */
  @Override
  public synchronized Prepay place(Combination combination) {
    Combination known = book.findCombination(combination.key());
    List<PlatformOrderKey> keys = combination.orders().stream().map(Terms::key).toList();
    if (known == null) {
      for (PlatformOrderKey key : keys) {
        if (book.find(key) != null) {
          throw new Refused(
              Reason.ORDER_DIFFERS,
              "商户订单号重复：" + key.outTradeNo() + " has been used by another order");
        }
      }
      book.put(combination);
      combination.orders().forEach(it -> add(it, combination.timeExpire(), combination.key()));
    } else {
      if (rules.repeatMustAgree() && !known.fingerprint().equals(combination.fingerprint())) {
        throw differs(combination.combineOutTradeNo());
      }
      keys.forEach(key -> requireAgain(order(key), order(key).terms().fingerprint()));
    }
    return prepays.issue(
        combination.combineMchid(),
        combination.combineAppid(),
        combination.tradeType(),
        keys,
        combination.key(),
        clock.now());
  }

  private void add(
      Terms terms, @Nullable Instant timeExpire, @Nullable PlatformOrderKey combination) {
    Instant now = clock.now();
    Instant expires = timeExpire == null ? now.plus(rules.orderLife()) : timeExpire;
    // WeChat Pay clamps what is asked for; only the first call sets it.
    expires = later(now.plus(SHORTEST_LIFE), earlier(expires, now.plus(LONGEST_LIFE)));
    put(
        new PlatformOrder(
            terms, now, expires, PlatformTradeState.NOTPAY, null, List.of(), combination));
    clock.at(expires, () -> expire(terms.key()));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void requireAgain(PlatformOrder known, String fingerprint) {
    if (known.tradeState().isPaid()) {
      throw new Refused(Reason.ORDER_PAID, "该订单已支付");
    }
    if (known.tradeState() == PlatformTradeState.CLOSED || isExpired(known)) {
      throw new Refused(Reason.ORDER_CLOSED, "该订单已关闭");
    }
    if (rules.repeatMustAgree() && !known.terms().fingerprint().equals(fingerprint)) {
      throw differs(known.key().outTradeNo());
    }
  }

  private static Refused differs(String outTradeNo) {
    return new Refused(Reason.ORDER_DIFFERS, "201 商户订单号重复：" + outTradeNo);
  }

  private boolean isExpired(PlatformOrder order) {
    return !clock.now().isBefore(order.expiresAt());
  }

  private synchronized void expire(PlatformOrderKey key) {
    PlatformOrder order = book.find(key);
    if (order != null
        && order.tradeState() == PlatformTradeState.NOTPAY
        && rules.expiredState() == PlatformTradeState.CLOSED) {
      put(order.with(PlatformTradeState.CLOSED));
    }
  }

  // ------------------------------------------------------------------------------------- paying

  /**
   * The prepay with this id.
   *
   * @throws Refused PREPAY_INVALID if there is none or it is older than 2 h
   */
  public synchronized Prepay prepay(String prepayId) {
    return prepays.valid(prepayId, clock.now());
  }

  /** The newest prepay_id of an order, or null if there is none. */
  public synchronized @Nullable Prepay newestPrepay(PlatformOrderKey key) {
    return prepays.newest(key);
  }

  /**
   * Pays an order as the user would, and with it all others of its combined order.
   *
   * @return the orders paid
   * @throws Refused ORDER_NOT_FOUND, ORDER_PAID, ORDER_CLOSED, COUPONS_TOO_MUCH
   */
  public synchronized List<PlatformOrder> pay(PlatformOrderKey key, Paying how) {
    Combination combination = combination(order(key));
    List<PlatformOrderKey> keys =
        combination == null ? List.of(key) : combination.orders().stream().map(Terms::key).toList();
    for (PlatformOrderKey one : keys) {
      requirePayable(order(one), how);
    }
    long couponFee = how.coupons().stream().mapToLong(Coupon::fee).sum();
    if (couponFee >= order(keys.get(0)).terms().total()) {
      throw new Refused(
          Reason.COUPONS_TOO_MUCH, "优惠金额过大: at least 1 fen must remain to be paid in cash");
    }
    List<PlatformOrder> paid = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      paid.add(paid(order(keys.get(i)), i == 0 ? how : how.using(List.of())));
    }
    paid.forEach(this::put);
    listeners.forEach(it -> it.paid(paid, combination, how));
    return paid;
  }

  private void requirePayable(PlatformOrder order, Paying how) {
    if (order.tradeState().isPaid()) {
      throw new Refused(Reason.ORDER_PAID, "该订单已支付");
    }
    if ((order.tradeState() == PlatformTradeState.CLOSED || isExpired(order)) && !how.late()) {
      throw new Refused(Reason.ORDER_CLOSED, "该订单已关闭或已过期");
    }
  }

  private PlatformOrder paid(PlatformOrder order, Paying how) {
    Terms terms = order.terms();
    Instant now = clock.now();
    String transactionId =
        "4200"
            + dice.digits(6, "transaction", terms.key())
            + PlatformTime.digits(now)
            + dice.digits(10, "transaction number", terms.key());
    String openid = how.openid();
    if (openid == null) {
      openid = terms.openid();
    }
    if (openid == null) {
      openid = merchants.require(terms.mchid()).openid();
    }
    return order.with(
        new PlatformPayment(transactionId, now, openid, how.bankType(), how.coupons()));
  }

  // ------------------------------------------------------------------------------------- asking

  /**
   * An order as it is.
   *
   * @throws Refused ORDER_NOT_FOUND
   */
  public synchronized PlatformOrder order(PlatformOrderKey key) {
    return book.order(key);
  }

  /**
   * The order that this transaction paid.
   *
   * @throws Refused ORDER_NOT_FOUND, also if it is another merchant's
   */
  public synchronized PlatformOrder byTransaction(String mchid, String transactionId) {
    return book.byTransaction(mchid, transactionId);
  }

  /** An order as a query shows it: for a moment after the payment, still unpaid. */
  public PlatformOrder seen(PlatformOrder order) {
    PlatformPayment payment = order.payment();
    return payment != null && clock.now().isBefore(payment.paidAt().plus(rules.queryLag()))
        ? order.unpaid()
        : order;
  }

  /** The combined order that an order is part of, or null. */
  public synchronized @Nullable Combination combination(PlatformOrder order) {
    PlatformOrderKey key = order.combination();
    return key == null ? null : book.findCombination(key);
  }

  /**
   * A combined order.
   *
   * @throws Refused ORDER_NOT_FOUND
   */
  public synchronized Combination combination(PlatformOrderKey key) {
    return book.combination(key);
  }

  /** All orders, the oldest first. */
  public synchronized List<PlatformOrder> orders() {
    return book.all();
  }

  /** The orders of a merchant that were paid, or had a refund asked for, on a day in Beijing. */
  public synchronized List<PlatformOrder> ordersOf(String mchid, LocalDate day) {
    return book.all().stream()
        .filter(order -> order.key().mchid().equals(mchid) && order.tradeState().isPaid())
        .filter(
            order ->
                PlatformTime.isOn(order.paid().paidAt(), day)
                    || order.refunds().stream()
                        .anyMatch(it -> PlatformTime.isOn(it.createdAt(), day)))
        .toList();
  }

  // ------------------------------------------------------------------------------------ closing

  /**
   * Closes an order; one that is closed stays so.
   *
   * @return the order, closed
   * @throws Refused ORDER_NOT_FOUND, ORDER_PAID, CLOSE_TOO_EARLY
   */
  public synchronized PlatformOrder close(PlatformOrderKey key) {
    PlatformOrder order = order(key);
    if (order.tradeState().isPaid()) {
      throw new Refused(Reason.ORDER_PAID, "订单已支付");
    }
    if (order.tradeState() == PlatformTradeState.CLOSED) {
      return order;
    }
    if (clock.now().isBefore(order.createdAt().plus(rules.closeAfter()))) {
      throw new Refused(
          Reason.CLOSE_TOO_EARLY, "订单生成后" + rules.closeAfter().toSeconds() + "秒内不能关单");
    }
    PlatformOrder closed = order.with(PlatformTradeState.CLOSED);
    put(closed);
    return closed;
  }

  // ---------------------------------------------------------------------------------- refunding

  /**
   * Takes a refund in, or tells about the same one again; it ends later.
   *
   * @return the refund, PROCESSING if it is new
   * @throws Refused ORDER_NOT_FOUND, NOT_PAID and all whose names begin with REFUND
   */
  public synchronized PlatformRefund refund(RefundTerms terms) {
    PlatformOrder order = order(terms.order());
    PlatformRefund known = book.findRefund(terms.order().mchid(), terms.outRefundNo());
    if (known != null) {
      if (rules.repeatMustAgree() && !known.terms().fingerprint().equals(terms.fingerprint())) {
        throw new Refused(
            Reason.REFUND_DIFFERS, "商户退款单号重复：" + terms.outRefundNo() + "，订单金额或退款金额与之前请求不一致");
      }
      return known;
    }
    PlatformRefund refund = RefundCalculator.take(order, terms, rules, clock.now(), dice);
    put(order.with(refund, rules.refundedState()));
    settleLater(order.key(), terms.outRefundNo());
    return refund;
  }

  private void settleLater(PlatformOrderKey key, String outRefundNo) {
    clock.after(
        rules.refundDelay(),
        () -> {
          synchronized (this) {
            PlatformOrder order = book.find(key);
            PlatformRefund refund = order == null ? null : order.refund(outRefundNo);
            if (refund != null && refund.status() == PlatformRefund.Status.PROCESSING) {
              settle(key, outRefundNo, rules.refundOutcome());
            }
          }
        });
  }

  /**
   * Ends a refund.
   *
   * @param outcome SUCCESS, CLOSED or ABNORMAL
   * @return the refund
   * @throws Refused REFUND_NOT_FOUND, REFUND_STATE if it has ended for good
   */
  public synchronized PlatformRefund settle(
      PlatformOrderKey order, String outRefundNo, PlatformRefund.Status outcome) {
    return change(
        order,
        outRefundNo,
        refund -> {
          boolean open =
              refund.status() == PlatformRefund.Status.PROCESSING
                  || refund.status() == PlatformRefund.Status.ABNORMAL;
          if (!open || outcome == PlatformRefund.Status.PROCESSING) {
            throw new Refused(
                Reason.REFUND_STATE, "a refund that is " + refund.status() + " cannot end again");
          }
          return refund.with(
              outcome, outcome == PlatformRefund.Status.SUCCESS ? clock.now() : null);
        });
  }

  /**
   * Sends an abnormal refund on its way again, to another account (异常退款).
   *
   * @param account where to, text for people
   * @throws Refused REFUND_NOT_FOUND, REFUND_STATE if it is not ABNORMAL
   */
  public synchronized PlatformRefund retry(
      PlatformOrderKey order, String outRefundNo, String account) {
    PlatformRefund again =
        change(
            order,
            outRefundNo,
            refund -> {
              if (refund.status() != PlatformRefund.Status.ABNORMAL) {
                throw new Refused(Reason.REFUND_STATE, "退款单状态不是退款异常，不能发起异常退款");
              }
              return refund.to(account).with(PlatformRefund.Status.PROCESSING, null);
            });
    // The account was the trouble and is another one now, so this time it arrives.
    clock.after(
        rules.refundDelay(),
        () -> {
          synchronized (this) {
            if (refund(order.mchid(), outRefundNo).status() == PlatformRefund.Status.PROCESSING) {
              settle(order, outRefundNo, PlatformRefund.Status.SUCCESS);
            }
          }
        });
    return again;
  }

  private PlatformRefund change(
      PlatformOrderKey key, String outRefundNo, UnaryOperator<PlatformRefund> step) {
    PlatformOrder order = order(key);
    PlatformRefund refund = order.refund(outRefundNo);
    if (refund == null) {
      throw noRefund(outRefundNo);
    }
    PlatformRefund changed = step.apply(refund);
    PlatformOrder after = order.with(changed, order.tradeState());
    put(after);
    if (changed.status() != PlatformRefund.Status.PROCESSING) {
      listeners.forEach(it -> it.refunded(after, changed));
    }
    return changed;
  }

  /**
   * A refund by the merchant's number.
   *
   * @throws Refused REFUND_NOT_FOUND
   */
  public synchronized PlatformRefund refund(String mchid, String outRefundNo) {
    PlatformRefund refund = book.findRefund(mchid, outRefundNo);
    if (refund == null) {
      throw noRefund(outRefundNo);
    }
    return refund;
  }

  /**
   * A refund by WeChat Pay's number.
   *
   * @throws Refused REFUND_NOT_FOUND
   */
  public synchronized PlatformRefund refundById(String mchid, String refundId) {
    return book.all().stream()
        .filter(order -> order.key().mchid().equals(mchid))
        .flatMap(order -> order.refunds().stream())
        .filter(refund -> refund.refundId().equals(refundId))
        .findFirst()
        .orElseThrow(() -> noRefund(refundId));
  }

  private static Refused noRefund(String number) {
    return new Refused(Reason.REFUND_NOT_FOUND, "退款单不存在：" + number);
  }

  private void put(PlatformOrder order) {
    book.put(order);
    listeners.forEach(it -> it.changed(order));
  }
}
