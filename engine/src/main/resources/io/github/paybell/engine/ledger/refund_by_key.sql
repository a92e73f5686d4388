-- refund-by-key: one refund, whoever asked for it.
select account, out_refund_no, out_trade_no, transaction_id, refund_id, refund_status, amount_total, amount_refund, payer_refund, settlement_refund,
       currency, sub_mchid, reason, requested, accepted, refused, send_unknown, refused_code, refused_message, success_time
  from paybell_refund
 where account = :account and out_refund_no = :out_refund_no
