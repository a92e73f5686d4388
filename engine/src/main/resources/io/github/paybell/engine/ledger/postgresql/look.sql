-- look: answers a group's questions in one round trip, and locks the orders they name in key order. An order,
-- a transaction_id or a notification that is not stored comes back as null. goes_back: what became of the decision to give the
-- payment back whole, 1 while its money is gone or going.
-- Read committed: a row that another transaction changed while we waited for its lock is read anew, but the notification and
-- the holder are read as of the statement's start; a change missed that way meets a unique key when we write, and the
-- group looks again.
with k as materialized (
  select *
    from unnest(:i::int[], :account::text[], :dedupe_key::text[], :out_trade_no::text[], :transaction_id::text[],
                :out_refund_no::text[])
      as k (i, account, dedupe_key, out_trade_no, transaction_id, out_refund_no)
), o as materialized (
  select *
    from paybell_order
   where (account, out_trade_no) in (select account, out_trade_no from k)
   order by account, out_trade_no
     for update
)
select k.i,
       n.id as notification_id, n.verdict, n.facts,
       (select h.out_trade_no from paybell_order h
         where h.account = k.account and h.transaction_id = k.transaction_id) as holder,
       (select case when g.refund_status <> 'CLOSED' and (g.accepted or g.refused_code is null or g.next_query_at is not null)
                    then 1 else 0 end
          from paybell_refund g
         where g.account = k.account and g.out_refund_no = k.out_refund_no) as goes_back,
       o.trade_state, o.amount_total, o.currency, o.reference, o.appid, o.sub_mchid, o.attach, o.late_payment, o.duplicate_payment,
       o.transaction_id, o.payer_total, o.payer_currency, o.success_time, o.late, o.duplicate,
       o.parked, o.open_problems, o.version
  from k
  left join o on o.account = k.account and o.out_trade_no = k.out_trade_no
  left join paybell_notification n on n.account = k.account and n.dedupe_key = k.dedupe_key
