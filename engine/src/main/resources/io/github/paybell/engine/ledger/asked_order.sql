-- asked-order: when a leased row is due next. Changes nothing if the due time is no longer the lease's: the lease ended and
-- somebody else has the row, or what was learnt has settled it.
update paybell_order
   set query_step = query_step + :counted,
       next_query_at = :next_query_at
 where account = :account and out_trade_no = :out_trade_no and next_query_at = :lease
