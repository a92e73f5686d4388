-- place-refused: one attempt is known to have had no effect.
update paybell_order
   set place_unknown = place_unknown - 1
 where account = :account and out_trade_no = :out_trade_no and place_unknown > 0
