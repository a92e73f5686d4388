-- ledger-payments: the orders paid on a day, in stretches; :after is the last key of the stretch before.
select out_trade_no, transaction_id, amount_total, currency
  from paybell_order
 where account = :account and paid_on = :bill_date and out_trade_no > :after
 order by out_trade_no
 limit :limit
