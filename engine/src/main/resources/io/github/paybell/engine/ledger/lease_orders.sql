-- lease-orders: nobody else finds these rows due before the lease ends; the caller has locked them.
update paybell_order
   set next_query_at = :lease
 where account = :account and out_trade_no = :out_trade_no
