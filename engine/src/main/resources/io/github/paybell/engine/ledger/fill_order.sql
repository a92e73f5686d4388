-- fill-order: what is expected, in a row that is there and that the caller has locked: the stub of parked evidence, or an
-- order that WeChat Pay never had.
update paybell_order
   set amount_total = :amount_total,
       currency = :currency,
       reference = :reference,
       appid = :appid,
       sub_mchid = :sub_mchid,
       description = :description,
       attach = :attach,
       expires_at = :expires_at,
       late_payment = :late_payment,
       duplicate_payment = :duplicate_payment,
       trade_type = :trade_type,
       placement = :placement,
       registered = :registered,
       place_unknown = :attempts,
       not_placed = false,
       query_step = 0,
       next_query_at = :next_query_at,
       created_at = :now
 where account = :account and out_trade_no = :out_trade_no
