-- due-orders: at most :limit due rows of an account that no other transaction holds, the longest due first; the caller
-- writes their lease and commits. Read by paybell_order_due, however many rows wait behind the due ones.
-- Nailed to the index of what is due: where much is due the optimizer scans the table instead, and locks what is not due.
select out_trade_no, sub_mchid, trade_state, parked, query_step, created_at, expires_at, trade_type
  from paybell_order force index (paybell_order_due)
 where account = :account and next_query_at <= :now
 order by next_query_at
 limit :limit
   for update skip locked
