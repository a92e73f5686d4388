-- hint-order: an order that may still be paid is due now, if no hint made it so since :before.
update paybell_order
   set next_query_at = :now,
       hinted_at = :now
 where account = :account and out_trade_no = :out_trade_no
   and amount_total is not null and trade_state in ('NOTPAY', 'USERPAYING')
   and (hinted_at is null or hinted_at <= :before)
