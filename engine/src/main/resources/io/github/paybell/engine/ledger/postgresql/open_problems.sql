-- open-problems: of some orders whose rows are locked.
select p.id, p.open_key, p.account, p.kind, p.cause, p.member, p.severity
  from paybell_problem p
 where (p.account, p.out_trade_no) in (
         select * from unnest(:account::text[], :out_trade_no::text[])) and p.state = 'open'
 order by p.id
