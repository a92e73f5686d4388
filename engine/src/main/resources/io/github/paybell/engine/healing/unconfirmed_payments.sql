-- unconfirmed-payments: what waits for WeChat Pay's word longer than it may, and no person was told of that yet.
select p.out_trade_no, o.query_said
  from paybell_problem p
  join paybell_order o on o.account = p.account and o.out_trade_no = p.out_trade_no
 where p.account = :account and p.kind = 'payment_unconfirmed' and p.state = 'open' and p.severity is null
   and p.opened_at <= :before
 order by p.opened_at
 limit :limit
