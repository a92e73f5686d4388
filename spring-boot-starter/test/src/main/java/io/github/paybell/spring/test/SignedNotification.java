package io.github.paybell.spring.test;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.trigger.TriggerEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A notification that is being written. Immutable; each method gives a copy. What is not said is
 * made up: the amount is 880 fen, the merchant, the appid and the payer are the account's.
 */
public final class SignedNotification {
  private final Function<SignedNotification, Delivered> sending;
  private final TriggerEvent event;
  private final boolean v3;
  private final String account;
  private final Map<String, String> fields;
  private final List<Fault> faults;

  SignedNotification(
      Function<SignedNotification, Delivered> sending,
      TriggerEvent event,
      boolean v3,
      String account,
      Map<String, String> fields,
      List<Fault> faults) {
    this.sending = sending;
    this.event = event;
    this.v3 = v3;
    this.account = account;
    this.fields = Map.copyOf(fields);
    this.faults = List.copyOf(faults);
  }

  private SignedNotification as(TriggerEvent other) {
    return new SignedNotification(sending, other, v3, account, fields, faults);
  }

  /** By API v2: XML, signed with the v2 key. */
  public SignedNotification v2() {
    return new SignedNotification(sending, event, false, account, fields, faults);
  }

  /**
   * By API v3: JSON, encrypted and signed by the platform. The default where the account has it.
   */
  public SignedNotification v3() {
    return new SignedNotification(sending, event, true, account, fields, faults);
  }

  /** To another account than the first one that is configured. */
  public SignedNotification account(String name) {
    return new SignedNotification(sending, event, v3, name, fields, faults);
  }

  /**
   * The order's amount.
   *
   * @param fen at least 1
   */
  public SignedNotification total(long fen) {
    return with("amount.total", Long.toString(fen));
  }

  /**
   * What of it the payer paid, after coupons.
   *
   * @param fen at least 1, at most the total
   */
  public SignedNotification payerTotal(long fen) {
    return with("amount.payer_total", Long.toString(fen));
  }

  /**
   * A refund's amount; all of it without this.
   *
   * @param fen at least 1, at most the total
   */
  public SignedNotification refund(long fen) {
    return with("amount.refund", Long.toString(fen));
  }

  /** WeChat Pay's number of the payment. */
  public SignedNotification transactionId(String value) {
    return with("transaction_id", value);
  }

  /**
   * Any other field.
   *
   * @param field by its name in v3, also for v2: {@code amount.currency}, {@code attach}, {@code
   *     sub_mchid} …
   * @see io.github.paybell.simulator.trigger.SampleFields#NAMES
   */
  public SignedNotification with(String field, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new SignedNotification(sending, event, v3, account, more, faults);
  }

  /** The refund could not reach the payer's account. */
  public SignedNotification abnormal() {
    return as(TriggerEvent.REFUND_ABNORMAL);
  }

  /** The refund was given up; the money stayed. */
  public SignedNotification closed() {
    return as(TriggerEvent.REFUND_CLOSED);
  }

  /** Something goes wrong on the way: a forgery comes first, copies come at once, and so on. */
  public SignedNotification fault(FaultKind kind) {
    return fault(Fault.of(kind));
  }

  /** As {@link #fault(FaultKind)}, with the fault's own numbers. */
  public SignedNotification fault(Fault fault) {
    var more = new ArrayList<>(faults);
    more.add(fault);
    return new SignedNotification(sending, event, v3, account, fields, more);
  }

  /**
   * Sends it to the shop and waits for the answer, or for all answers where a fault brings further
   * requests.
   *
   * @throws IllegalArgumentException naming a field that does not exist or cannot have that value
   */
  public Delivered deliver() {
    return sending.apply(this);
  }

  TriggerEvent event() {
    return event;
  }

  boolean isV3() {
    return v3;
  }

  String account() {
    return account;
  }

  Map<String, String> fields() {
    return fields;
  }

  List<Fault> faults() {
    return faults;
  }
}
