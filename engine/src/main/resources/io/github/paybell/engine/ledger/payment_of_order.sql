-- payment-of-order: what is known of a payment; who said more speaks before who said less, and a doubtful message never.
select mchid, appid, sub_mchid, attach, payer_currency, details, payer_hint
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and transaction_id = :transaction_id and kind = 'payment' and confirmed
 order by case when details is null then 1 else 0 end, case when payer_hint is null then 1 else 0 end, id
 limit 1
