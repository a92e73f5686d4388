-- parked-payment: since when an order's payment waits for WeChat Pay's word, because who told of it is not to be believed,
-- and whether its transaction_id stands under another order.
select min(e.learnt_at) as since, max(case when h.out_trade_no is null then 0 else 1 end) as elsewhere
  from paybell_evidence e
  left join paybell_order h on h.account = e.account and h.transaction_id = e.transaction_id
 where e.account = :account and e.out_trade_no = :out_trade_no and e.judgement = 'parked' and e.reason = 'payment_unconfirmed'
