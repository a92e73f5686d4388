-- sealed-payers: of evidence that no event will tell of, because its problems ended long ago
select distinct e.account, e.out_trade_no, e.id
  from paybell_problem p
  join paybell_evidence e on e.account = p.account and e.out_trade_no = p.out_trade_no
 where p.closed_at <= :since and e.payer_sealed is not null and e.learnt_at <= :since
   and not exists (
         select 1
           from paybell_problem o
          where o.account = p.account and o.out_trade_no = p.out_trade_no
            and (o.state = 'open' or o.closed_at > :since))
 limit :most
