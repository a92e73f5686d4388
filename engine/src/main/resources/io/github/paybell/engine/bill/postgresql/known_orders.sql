-- known-orders: how the orders of some lines stand now, and whether such a line was told before and waits for a person
-- or for the order.
select k.i, o.trade_state, o.transaction_id, o.amount_total, o.currency, o.paid_on,
       exists (select 1 from paybell_evidence e
                where e.account = :account and e.out_trade_no = k.out_trade_no and e.kind = 'payment'
                  and e.transaction_id = k.transaction_id and e.amount_total = k.amount_total
                  and e.judgement in ('parked', 'disputed') and e.confirmed) as told
  from unnest(:i::int[], :out_trade_no::text[], :transaction_id::text[], :amount_total::bigint[])
    as k (i, out_trade_no, transaction_id, amount_total)
  left join paybell_order o on o.account = :account and o.out_trade_no = k.out_trade_no
