-- placed-after-all: WeChat Pay has an order that it did not have; it never counts as not placed again.
update paybell_order
   set place_unknown = place_unknown + 1,
       next_query_at = coalesce(next_query_at, :now),
       not_placed = false
 where account = :account and out_trade_no = :out_trade_no and not_placed
