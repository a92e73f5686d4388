-- due-refunds: at most :limit due rows of an account that no other transaction holds, the longest due first; the caller
-- writes their lease and commits. Read by paybell_refund_due, however many rows wait behind the due ones.
-- Nailed to the index of what is due: where much is due the optimizer scans the table instead, and locks what is not due.
select account, out_refund_no, out_trade_no, transaction_id, refund_id, refund_status, amount_total, amount_refund,
       payer_refund, settlement_refund, currency, sub_mchid, reason, requested, accepted, refused, send_unknown, refused_code,
       refused_message, success_time, query_step, created_at
  from paybell_refund force index (paybell_refund_due)
 where account = :account and next_query_at <= :now
 order by next_query_at
 limit :limit
   for update skip locked
