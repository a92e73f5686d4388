-- set-paid-on: the bill says on which day a payment is listed, and the bill is what it is compared with.
update paybell_order
   set paid_on = :bill_date
 where account = :account and out_trade_no = :out_trade_no and transaction_id = :transaction_id
