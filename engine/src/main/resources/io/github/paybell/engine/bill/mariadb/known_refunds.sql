-- known-refunds: how the refunds of some lines stand now, what their orders ask for, and whether such a line was told
-- before and waits for a person or for the payment.
select k.i, f.out_refund_no, f.out_trade_no as f_out_trade_no, f.refund_id, f.transaction_id, f.amount_refund, f.refund_status,
       f.accepted, f.requested_on, o.amount_total, o.currency,
       exists (select 1 from paybell_evidence e
                where e.account = :account and e.out_trade_no = k.out_trade_no and e.kind = 'refund'
                  and e.out_refund_no = k.out_refund_no and e.amount_refund = k.amount_refund
                  and e.refund_status = k.refund_status and e.judgement in ('parked', 'disputed')) as told
  from json_table(:rows, '$[*]' columns (
         i int path '$.i',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no',
         out_refund_no varchar(64) character set ascii collate ascii_bin path '$.out_refund_no',
         amount_refund bigint path '$.amount_refund',
         refund_status varchar(16) character set ascii collate ascii_bin path '$.refund_status'
       )) k
  left join paybell_refund f on f.account = :account and f.out_refund_no = k.out_refund_no
  left join paybell_order o on o.account = :account and o.out_trade_no = k.out_trade_no
