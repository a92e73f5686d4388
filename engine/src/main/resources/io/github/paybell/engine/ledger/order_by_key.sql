-- order-by-key: a registered order; a stub is not one to readers.
select trade_state, amount_total, currency, reference, appid, sub_mchid, attach, late_payment, duplicate_payment,
       transaction_id, payer_total, payer_currency, success_time, late, duplicate, parked, open_problems, version,
       description, expires_at, created_at, trade_type, placement,
       queries, queried_at, query_said
  from paybell_order
 where account = :account and out_trade_no = :out_trade_no and amount_total is not null
