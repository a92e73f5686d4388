-- not-placed: WeChat Pay says that it has no such order, and every attempt ever made was refused: the number is free for
-- other data, and is not asked about. An attempt that began since has raised place_unknown.
update paybell_order
   set not_placed = true,
       next_query_at = null
 where account = :account and out_trade_no = :out_trade_no
   and not registered and place_unknown = 0
   and trade_state = 'NOTPAY' and transaction_id is null and not parked and open_problems = 0
