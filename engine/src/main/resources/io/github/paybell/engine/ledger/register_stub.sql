-- register-stub: the order that parked evidence waited for, its row locked by the caller.
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
       next_query_at = :next_query_at,
       created_at = :now
 where account = :account and out_trade_no = :out_trade_no
