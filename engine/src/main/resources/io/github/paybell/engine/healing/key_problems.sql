-- key-problems: the causes of an account's open problems of one kind
select cause
  from paybell_problem
 where account = :account and kind = :kind and state = 'open' and out_trade_no is null and cause is not null
