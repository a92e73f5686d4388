-- parked-evidence: what waits for some orders whose rows are locked, oldest first.
select e.account, e.out_trade_no, e.id, e.source, e.mchid, e.appid, e.sub_mchid, e.transaction_id, e.trade_state, e.amount_total, e.currency, e.payer_total, e.payer_currency, e.success_time, e.attach, e.out_refund_no, e.refund_id, e.refund_status, e.amount_refund, e.payer_refund, e.settlement_refund, e.confirmed, e.merchant_known, e.details, e.payer_sealed, e.reason
  from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no'
       )) k
  join paybell_evidence e on e.account = k.account and e.out_trade_no = k.out_trade_no where e.judgement = 'parked'
 order by e.account, e.out_trade_no, e.id
