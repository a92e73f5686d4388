-- update-order: writes back orders whose rows this transaction has locked. What was learnt of an order is one more reason
-- not to think that WeChat Pay never had it.
update paybell_order o
   set trade_state = r.trade_state,
       transaction_id = r.transaction_id,
       payer_total = r.payer_total,
       payer_currency = r.payer_currency,
       success_time = r.success_time,
       late = r.late,
       duplicate = r.duplicate,
       parked = r.parked,
       open_problems = r.open_problems,
       version = r.version,
       paid_on = coalesce(o.paid_on, r.paid_on),
       next_query_at = case when r.ask or (o.not_placed and r.open) then :now::timestamptz when r.open then o.next_query_at else null end,
       not_placed = false,
       place_unknown = o.place_unknown + 1,
       updated_at = :now
  from unnest(
         :account::text[], :out_trade_no::text[], :trade_state::text[],
         :transaction_id::text[], :payer_total::bigint[], :payer_currency::text[],
         :success_time::text[], :late::bool[], :duplicate::bool[], :parked::bool[],
         :open_problems::int[], :version::bigint[], :paid_on::text[], :ask::bool[],
         :open::bool[]) as r (
         account, out_trade_no, trade_state, transaction_id, payer_total, payer_currency,
         success_time, late, duplicate, parked, open_problems, version, paid_on, ask, open)
 where o.account = r.account and o.out_trade_no = r.out_trade_no
