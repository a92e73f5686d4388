-- unpaid-orders: what is still asked about, the newest first; read by paybell_order_due
select out_trade_no
  from paybell_order
 where account = :account and next_query_at is not null and amount_total is not null and created_at > :since
 order by created_at desc
 limit :limit
