-- open-problems: of some orders whose rows are locked.
select p.id, p.open_key, p.account, p.kind, p.cause, p.member, p.severity
  from paybell_problem p
 where (p.account, p.out_trade_no) in (
         select value ->> 'account', value ->> 'out_trade_no' from json_each(:rows)) and p.state = 'open'
 order by p.id
