-- expect-order: an order that was only placed is registered as well, so it is asked about even if WeChat Pay does not have
-- it; its row is locked by the caller.
update paybell_order
   set registered = true,
       next_query_at = case when not_placed then :next_query_at else next_query_at end,
       not_placed = false,
       updated_at = :now
 where account = :account and out_trade_no = :out_trade_no
