-- queried-order: WeChat Pay was asked about it, and what it said
update paybell_order
   set queries = queries + 1, queried_at = :now, query_said = :said
 where account = :account and out_trade_no = :out_trade_no
