-- refunds: what is known of some out_refund_no, and of the other refunds of their orders; those are locked.
select f.account, f.out_refund_no, f.out_trade_no, f.refund_id, f.refund_status, f.amount_refund, f.transaction_id, f.requested, f.accepted, f.refused_code
  from paybell_refund f
 where (f.account, f.out_refund_no) in (
         select value ->> 'account', value ->> 'out_refund_no' from json_each(:rows))
 union
select f.account, f.out_refund_no, f.out_trade_no, f.refund_id, f.refund_status, f.amount_refund, f.transaction_id, f.requested, f.accepted, f.refused_code
  from paybell_refund f
 where (f.account, f.out_trade_no) in (
         select value ->> 'account', value ->> 'out_trade_no' from json_each(:rows))
 order by account, out_refund_no
