-- refunds: what is known of some out_refund_no, and of the other refunds of their orders; those are locked.
select f.account, f.out_refund_no, f.out_trade_no, f.refund_id, f.refund_status, f.amount_refund, f.transaction_id, f.requested, f.accepted, f.refused_code
  from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         out_refund_no varchar(64) character set ascii collate ascii_bin path '$.out_refund_no'
       )) k
  join paybell_refund f on f.account = k.account and f.out_refund_no = k.out_refund_no
 union
select f.account, f.out_refund_no, f.out_trade_no, f.refund_id, f.refund_status, f.amount_refund, f.transaction_id, f.requested, f.accepted, f.refused_code
  from json_table(:rows, '$[*]' columns (
         account varchar(32) character set ascii collate ascii_bin path '$.account',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no'
       )) k
  join paybell_refund f on f.account = k.account and f.out_trade_no = k.out_trade_no
 order by account, out_refund_no
