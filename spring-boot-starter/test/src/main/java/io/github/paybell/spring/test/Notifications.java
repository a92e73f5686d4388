package io.github.paybell.spring.test;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.SampleFields;
import io.github.paybell.simulator.trigger.Trigger;
import io.github.paybell.simulator.trigger.TriggerEvent;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Single notifications, signed as WeChat Pay signs them, for an order that need not exist at the
 * simulator: what a shop does with a message, whatever came before. A bean. Thread-safe.
 *
 * <pre>{@code
 * notifications.paid("COFFEE0001").total(1800).deliver().assertRight();
 * notifications.paid("COFFEE0001").total(1800).v2().fault(FaultKind.WRONG_KEY).deliver();
 * notifications.refunded("COFFEE0001", "COFFEE0001-R1").total(1800).refund(800).deliver();
 * }</pre>
 */
public final class Notifications {
  private final Clock clock;
  private final Simulator simulator;
  private final TestAccounts accounts;
  private final String below;

  Notifications(Clock clock, Simulator simulator, TestAccounts accounts, String below) {
    this.clock = clock;
    this.simulator = simulator;
    this.accounts = accounts;
    this.below = below;
  }

  /**
   * The order was paid.
   *
   * @param outTradeNo the order; the same number brings the same {@code transaction_id}
   */
  public SignedNotification paid(String outTradeNo) {
    return notification(
        TriggerEvent.PAYMENT_SUCCEEDED,
        Map.of("out_trade_no", outTradeNo),
        accounts.first().name());
  }

  /** A refund reached the payer, or did not: see {@link SignedNotification#abnormal}. */
  public SignedNotification refunded(String outTradeNo, String outRefundNo) {
    return notification(
        TriggerEvent.REFUND_SUCCEEDED,
        Map.of("out_trade_no", outTradeNo, "out_refund_no", outRefundNo),
        accounts.first().name());
  }

  private SignedNotification notification(
      TriggerEvent event, Map<String, String> fields, String account) {
    return new SignedNotification(
        this::deliver, event, accounts.require(account).v3(), account, fields, List.of());
  }

  private Delivered deliver(SignedNotification notification) {
    var whose = accounts.require(notification.account());
    var fields = notification.fields();
    var message =
        Trigger.send(
            new Assignment(
                notification.event(),
                notification.isV3() ? Api.V3 : Api.V2,
                URI.create(below + "/" + whose.notifyToken()),
                SampleFields.of(withMerchant(fields, whose)),
                // The numbers that are made up belong to the order: one transaction_id, however
                // often.
                fields.getOrDefault("out_trade_no", "").hashCode(),
                simulator.platform().merchants(),
                simulator.platform().rules()),
            notification.faults(),
            clock,
            attempt -> {});
    return Delivered.of(message);
  }

  private static Map<String, String> withMerchant(
      Map<String, String> fields, TestAccounts.TestAccount account) {
    var all = new HashMap<>(fields);
    all.putIfAbsent("mchid", account.merchant().mchid());
    all.putIfAbsent("appid", account.merchant().appid());
    return all;
  }
}
