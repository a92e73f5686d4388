-- refunds-of-order: oldest first.
select out_refund_no, refund_id, refund_status, amount_refund, success_time
  from paybell_refund
 where account = :account and out_trade_no = :out_trade_no
 order by created_at, out_refund_no
