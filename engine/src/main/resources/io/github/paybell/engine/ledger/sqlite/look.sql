-- look: answers a group's questions in one round trip, and locks the orders they name in key order. An order,
-- a transaction_id or a notification that is not stored comes back as null.
-- The one writing transaction holds the database; there is nothing more to lock.
with k as materialized (
  select value ->> 'i' as i, value ->> 'account' as account, value ->> 'dedupe_key' as dedupe_key,
         value ->> 'out_trade_no' as out_trade_no, value ->> 'transaction_id' as transaction_id
    from json_each(:rows)
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
  left join paybell_order o on o.account = k.account and o.out_trade_no = k.out_trade_no
  left join paybell_notification n on n.account = k.account and n.dedupe_key = k.dedupe_key
