-- known-orders: how the orders of some lines stand now, and whether such a line was told before and waits for a person
-- or for the order.
with k as materialized (
  select value ->> 'i' as i, value ->> 'out_trade_no' as out_trade_no, value ->> 'transaction_id' as transaction_id,
         value ->> 'amount_total' as amount_total
    from json_each(:rows)
)
select k.i, o.trade_state, o.transaction_id, o.amount_total, o.currency, o.paid_on,
       exists (select 1 from paybell_evidence e
                where e.account = :account and e.out_trade_no = k.out_trade_no and e.kind = 'payment'
                  and e.transaction_id = k.transaction_id and e.amount_total = k.amount_total
                  and e.judgement in ('parked', 'disputed') and e.confirmed) as told
  from k
  left join paybell_order o on o.account = :account and o.out_trade_no = k.out_trade_no
