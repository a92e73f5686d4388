package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;

/** The ledger's statements, read once. */
final class LedgerSql {
  final Sql look;
  final Sql orderByKey;
  final Sql insertStub;
  final Sql insertOrder;
  final Sql fillOrder;
  final Sql updateOrder;
  final Sql insertEvidence;
  final Sql updateEvidence;
  final Sql forgetPayer;
  final Sql personalEvents;
  final Sql paymentOfOrder;
  final Sql insertEvent;
  final Sql insertDelivery;
  final Sql parkedEvidence;
  final Sql evidenceById;
  final Sql insertReference;
  final Sql lockReferences;
  final Sql updateReference;
  final Sql refunds;
  final Sql refundsOfOrder;
  final Sql refundsOfPayment;
  final Sql refundByKey;
  final Sql insertRefund;
  final Sql refuseRefund;
  final Sql refundAgain;
  final Sql beginSending;
  final Sql notSent;
  final Sql confirmRefusal;
  final Sql neverTaken;
  final Sql updateRefund;
  final Sql openProblems;
  final Sql openProblemByCause;
  final Sql insertProblem;
  final Sql countProblem;
  final Sql closeProblem;
  final Sql problemById;
  final Sql raiseProblem;
  final Sql lockComplaint;
  final Sql insertComplaint;
  final Sql updateComplaint;
  private final Sql subscribed;
  final Sql lockProblem;
  final Sql seenAgainProblem;
  final Sql problemsOfNotification;
  final Sql insertProblemNotification;
  final Sql settleNotification;
  final Sql settleNotifications;
  final Sql unsettledNotifications;
  final Sql ordersOfProblem;
  final Sql countOrdersOfProblem;

  LedgerSql(Store store) {
    look = load(store, "look");
    orderByKey = load(store, "order_by_key");
    insertStub = load(store, "insert_stub");
    insertOrder = load(store, "insert_order");
    fillOrder = load(store, "fill_order");
    updateOrder = load(store, "update_order");
    insertEvidence = load(store, "insert_evidence");
    updateEvidence = load(store, "update_evidence");
    forgetPayer = load(store, "forget_payer");
    personalEvents = load(store, "personal_events_of_order");
    paymentOfOrder = load(store, "payment_of_order");
    insertEvent = load(store, "insert_event");
    insertDelivery = load(store, "insert_delivery");
    parkedEvidence = load(store, "parked_evidence");
    evidenceById = load(store, "evidence_by_id");
    insertReference = load(store, "insert_reference");
    lockReferences = load(store, "lock_references");
    updateReference = load(store, "update_reference");
    refunds = load(store, "refunds");
    refundsOfOrder = load(store, "refunds_of_order");
    refundsOfPayment = load(store, "refunds_of_payment");
    refundByKey = load(store, "refund_by_key");
    insertRefund = load(store, "insert_refund");
    refundAgain = load(store, "refund_again");
    beginSending = load(store, "begin_sending");
    notSent = load(store, "not_sent");
    confirmRefusal = load(store, "confirm_refusal");
    neverTaken = load(store, "never_taken");
    refuseRefund = load(store, "refuse_refund");
    updateRefund = load(store, "update_refund");
    openProblems = load(store, "open_problems");
    openProblemByCause = load(store, "open_problem_by_cause");
    insertProblem = load(store, "insert_problem");
    countProblem = load(store, "count_problem");
    closeProblem = load(store, "close_problem");
    problemById = load(store, "problem_by_id");
    raiseProblem = load(store, "raise_problem");
    lockComplaint = load(store, "lock_complaint");
    insertComplaint = load(store, "insert_complaint");
    updateComplaint = load(store, "update_complaint");
    subscribed = load(store, "subscribed");
    lockProblem = load(store, "lock_problem");
    seenAgainProblem = load(store, "seen_again_problem");
    problemsOfNotification = load(store, "problems_of_notification");
    insertProblemNotification = load(store, "insert_problem_notification");
    settleNotification = load(store, "settle_notification");
    settleNotifications = load(store, "settle_notifications");
    unsettledNotifications = load(store, "unsettled_notifications");
    ordersOfProblem = load(store, "orders_of_problem");
    countOrdersOfProblem = load(store, "count_orders_of_problem");
  }

  /** Whether any subscriber is told of an event of that name. */
  boolean subscribed(Connection connection, EventName name) throws SQLException {
    return subscribed
        .rows()
        .set("type", name.wireName())
        .set("family", name.family())
        .first(connection, row -> row.number("subscribers") > 0)
        .orElse(false);
  }

  private static Sql load(Store store, String name) {
    return Sql.load(LedgerSql.class, store, name);
  }
}
