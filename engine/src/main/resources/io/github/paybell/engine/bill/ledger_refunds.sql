-- ledger-refunds: the refunds asked for on a day, in stretches; :after is the last key of the stretch before. One that
-- WeChat Pay did not accept, or closed, moved no money: the bill need not list it.
select out_refund_no, out_trade_no, refund_id, transaction_id, amount_total, currency, amount_refund, refund_status
  from paybell_refund
 where account = :account and requested_on = :bill_date and out_refund_no > :after
   and accepted and refund_status <> 'CLOSED'
 order by out_refund_no
 limit :limit
