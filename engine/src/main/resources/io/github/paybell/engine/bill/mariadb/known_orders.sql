-- known-orders: how the orders of some lines stand now, and whether such a line was told before and waits for a person
-- or for the order.
select k.i, o.trade_state, o.transaction_id, o.amount_total, o.currency, o.paid_on,
       exists (select 1 from paybell_evidence e
                where e.account = :account and e.out_trade_no = k.out_trade_no and e.kind = 'payment'
                  and e.transaction_id = k.transaction_id and e.amount_total = k.amount_total
                  and e.judgement in ('parked', 'disputed') and e.confirmed) as told
  from json_table(:rows, '$[*]' columns (
         i int path '$.i',
         out_trade_no varchar(32) character set ascii collate ascii_bin path '$.out_trade_no',
         transaction_id varchar(32) character set ascii collate ascii_bin path '$.transaction_id',
         amount_total bigint path '$.amount_total'
       )) k
  left join paybell_order o on o.account = :account and o.out_trade_no = k.out_trade_no
