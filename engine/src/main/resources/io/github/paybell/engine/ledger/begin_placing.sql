-- begin-placing: an attempt to place a known order is about to leave; its row is locked by the caller. Whatever becomes of
-- the attempt, the order may be at WeChat Pay from now on, so it is asked about again.
update paybell_order
   set trade_type = :trade_type,
       placement = :placement,
       place_unknown = place_unknown + 1,
       next_query_at = case when not_placed then :next_query_at else next_query_at end,
       not_placed = false,
       updated_at = :now
 where account = :account and out_trade_no = :out_trade_no
