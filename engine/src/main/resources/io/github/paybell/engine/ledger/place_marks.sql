-- place-marks: what is known of the attempts to place an order.
select registered, place_unknown, not_placed
  from paybell_order
 where account = :account and out_trade_no = :out_trade_no
