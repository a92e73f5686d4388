-- refunds-of-payment: those whose amount is gone from it or may be: not closed, and not refused for good. Rows from before
-- transaction_id was kept count, to be safe. The order is locked by the caller.
select account, out_refund_no, out_trade_no, transaction_id, refund_id, refund_status, amount_total, amount_refund, payer_refund, settlement_refund,
       currency, sub_mchid, reason, requested, accepted, refused, send_unknown, refused_code, refused_message, success_time
  from paybell_refund
 where account = :account and out_trade_no = :out_trade_no
   and (transaction_id is null or transaction_id = :transaction_id)
   and refund_status <> 'CLOSED' and (accepted or refused_code is null or next_query_at is not null)
 order by created_at, out_refund_no
