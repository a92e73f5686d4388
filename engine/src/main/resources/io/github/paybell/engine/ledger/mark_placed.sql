-- mark-placed: a registered order is now placed through Paybell; its row is locked by the caller.
update paybell_order
   set trade_type = :trade_type, placement = :placement, updated_at = :now
 where account = :account and out_trade_no = :out_trade_no
