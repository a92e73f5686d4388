-- look: answers a group's questions in one round trip, and locks the orders they name in key order. An order,
-- a transaction_id or a notification that is not stored comes back as null.
-- Read committed: a row that another transaction changed while we waited for its lock is read anew, but the notification and
-- the holder are read as of the statement's start; a change missed that way meets a unique key when we write, and the
-- group looks again.
with k as materialized (
  select *
    from unnest(:i::int[], :account::text[], :dedupe_key::text[], :out_trade_no::text[], :transaction_id::text[])
      as k (i, account, dedupe_key, out_trade_no, transaction_id)
), o as materialized (
  select *
    from paybell_order
   where (account, out_trade_no) in (select account, out_trade_no from k)
   order by account, out_trade_no
     for update
)
select k.i,
       n.id as notification_id, n.verdict, n.out_trade_no as n_out_trade_no, n.amount_total as n_amount_total,
       n.status as n_status,
       (select h.out_trade_no from paybell_order h
         where h.account = k.account and h.transaction_id = k.transaction_id) as holder,
       o.trade_state, o.amount_total, o.currency, o.reference, o.appid, o.sub_mchid, o.attach,
       o.transaction_id, o.payer_total, o.payer_currency, o.success_time, o.late, o.duplicate,
       o.parked, o.open_problems, o.version
  from k
  left join o on o.account = k.account and o.out_trade_no = k.out_trade_no
  left join paybell_notification n on n.account = k.account and n.dedupe_key = k.dedupe_key
