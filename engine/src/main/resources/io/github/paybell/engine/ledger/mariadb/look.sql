-- look: answers a group's questions in one round trip, and locks the orders they name in key order. An order,
-- a transaction_id or a notification that is not stored comes back as null. goes_back: what became of the decision to give the
-- payment back whole, 1 while its money is gone or going.
-- The questions come sorted, and the outer joins keep them first, so the locks are taken in key order. The holder stands in
-- a subquery, which does not lock.
-- MySQL refuses to lock a JSON_TABLE (3569), so it stands in a derived table; and the join is nailed to the key: left to
-- themselves it and MariaDB scan small tables, and lock what nobody asked for.
-- Waiting is asking again: the database's own limit is for whole seconds and sessions.
select k.i,
       n.id as notification_id, n.verdict, n.facts,
       (select h.out_trade_no from paybell_order h force index (paybell_order_transaction)
         where h.account = k.account and h.transaction_id = k.transaction_id) as holder,
       (select case when g.refund_status <> 'CLOSED' and (g.accepted or g.refused_code is null or g.next_query_at is not null)
                    then 1 else 0 end
          from paybell_refund g
         where g.account = k.account and g.out_refund_no = k.out_refund_no) as goes_back,
       o.trade_state, o.amount_total, o.currency, o.reference, o.appid, o.sub_mchid, o.attach, o.late_payment, o.duplicate_payment,
       o.transaction_id, o.payer_total, o.payer_currency, o.success_time, o.late, o.duplicate,
       o.parked, o.open_problems, o.version
  from (select * from json_table(:rows, '$[*]' columns (
         i int path '$.i',
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         dedupe_key varchar(128) character set ascii collate ascii_bin path '$.dedupe_key',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no',
         transaction_id varchar(32) character set ascii collate ascii_bin path '$.transaction_id',
         out_refund_no varchar(64) character set ascii collate ascii_bin path '$.out_refund_no'
       )) j) k
  left join paybell_order o force index (primary) on o.account = k.account and o.out_trade_no = k.out_trade_no
  left join paybell_notification n force index (account) on n.account = k.account and n.dedupe_key = k.dedupe_key
   for update nowait
