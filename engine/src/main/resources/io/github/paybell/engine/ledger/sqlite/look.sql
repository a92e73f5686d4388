-- look: answers a group's questions in one round trip, and locks the orders they name in key order. An order,
-- a transaction_id or a notification that is not stored comes back as null. goes_back: what became of the decision to give the
-- payment back whole, 1 while its money is gone or going.
-- The one writing transaction holds the database; there is nothing more to lock.
with k as materialized (
  select value ->> 'i' as i, value ->> 'account' as account, value ->> 'dedupe_key' as dedupe_key,
         value ->> 'out_trade_no' as out_trade_no, value ->> 'transaction_id' as transaction_id,
         value ->> 'out_refund_no' as out_refund_no
    from json_each(:rows)
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
  left join paybell_order o on o.account = k.account and o.out_trade_no = k.out_trade_no
  left join paybell_notification n on n.account = k.account and n.dedupe_key = k.dedupe_key
