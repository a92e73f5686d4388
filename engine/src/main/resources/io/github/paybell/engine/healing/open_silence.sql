-- open-silence: an account's open problem of this kind.
select cause, opened_at
  from paybell_problem
 where account = :account and kind = :kind and state = 'open' and out_trade_no is null and cause is not null
 order by opened_at
 limit 1
