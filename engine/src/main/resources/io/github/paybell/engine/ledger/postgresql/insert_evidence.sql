-- insert-evidence: what was learnt and what the judge said, a row for each piece.
insert into paybell_evidence (
    account, out_trade_no, id, source, notification_id, kind, mchid, appid, sub_mchid,
    transaction_id, trade_state, amount_total, currency, payer_total, payer_currency,
    success_time, attach, out_refund_no, refund_id, refund_status, amount_refund, payer_refund,
    settlement_refund, confirmed, merchant_known, details, payer, payer_hint, payer_sealed,
    judgement, reason, learnt_at)
select
       r.account, r.out_trade_no, r.id, r.source, r.notification_id, r.kind, r.mchid, r.appid,
       r.sub_mchid, r.transaction_id, r.trade_state, r.amount_total, r.currency, r.payer_total,
       r.payer_currency, r.success_time, r.attach, r.out_refund_no, r.refund_id,
       r.refund_status, r.amount_refund, r.payer_refund, r.settlement_refund, r.confirmed, r.merchant_known,
       r.details, r.payer, r.payer_hint, r.payer_sealed, r.judgement, r.reason,
       :now
  from unnest(
         :account::text[], :out_trade_no::text[], :id::uuid[], :source::text[],
         :notification_id::uuid[], :kind::text[], :mchid::text[], :appid::text[],
         :sub_mchid::text[], :transaction_id::text[], :trade_state::text[],
         :amount_total::bigint[], :currency::text[], :payer_total::bigint[],
         :payer_currency::text[], :success_time::text[], :attach::text[],
         :out_refund_no::text[], :refund_id::text[], :refund_status::text[],
         :amount_refund::bigint[], :payer_refund::bigint[], :settlement_refund::bigint[],
         :confirmed::bool[], :merchant_known::bool[], :details::text[], :payer::text[],
         :payer_hint::text[], :payer_sealed::text[],
         :judgement::text[], :reason::text[]) as r (
         account, out_trade_no, id, source, notification_id, kind, mchid, appid, sub_mchid,
         transaction_id, trade_state, amount_total, currency, payer_total, payer_currency,
         success_time, attach, out_refund_no, refund_id, refund_status, amount_refund,
         payer_refund, settlement_refund, confirmed, merchant_known, details, payer,
         payer_hint, payer_sealed, judgement, reason)
