-- evidence-by-id: what a problem is about.
select account, out_trade_no, id, source, mchid, appid, sub_mchid, transaction_id, trade_state, amount_total, currency, payer_total, payer_currency, success_time, attach, out_refund_no, refund_id, refund_status, amount_refund, payer_refund, settlement_refund, confirmed, merchant_known, details, payer_sealed
  from paybell_evidence
 where account = :account and out_trade_no = :out_trade_no and id = :id
