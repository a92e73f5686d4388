-- update-order: writes back orders whose rows this transaction has locked. What was learnt of an order is one more reason
-- not to think that WeChat Pay never had it.
update paybell_order
   set trade_state = :trade_state,
       transaction_id = :transaction_id,
       payer_total = :payer_total,
       payer_currency = :payer_currency,
       success_time = :success_time,
       late = :late,
       duplicate = :duplicate,
       parked = :parked,
       open_problems = :open_problems,
       version = :version,
       paid_on = coalesce(paid_on, :paid_on),
       next_query_at = case when :ask or (not_placed and :open) then :now when :open then next_query_at else null end,
       not_placed = false,
       place_unknown = place_unknown + 1,
       updated_at = :now
 where account = :account and out_trade_no = :out_trade_no
