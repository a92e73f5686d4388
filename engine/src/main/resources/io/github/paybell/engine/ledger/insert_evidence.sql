-- insert-evidence: what was learnt and what the judge said, a row for each piece.
insert into paybell_evidence (
    account, out_trade_no, id, source, notification_id, kind, mchid, appid, sub_mchid,
    transaction_id, trade_state, amount_total, currency, payer_total, payer_currency,
    success_time, attach, out_refund_no, refund_id, refund_status, amount_refund, payer_refund,
    settlement_refund, confirmed,
    merchant_known, details, payer, payer_hint, payer_sealed, judgement, reason, learnt_at)
values (
    :account, :out_trade_no, :id, :source, :notification_id, :kind, :mchid, :appid, :sub_mchid,
    :transaction_id, :trade_state, :amount_total, :currency, :payer_total, :payer_currency,
    :success_time, :attach, :out_refund_no, :refund_id, :refund_status, :amount_refund,
    :payer_refund, :settlement_refund, :confirmed, :merchant_known,
    :details, :payer, :payer_hint, :payer_sealed, :judgement, :reason, :now)
