-- open-differences: orders of which the shop's own table says something else, the oldest first
select out_trade_no, severity, opened_at
  from paybell_problem
 where account = :account and kind = 'shop_differs' and state = 'open' and out_trade_no is not null
 order by opened_at
 limit :limit
