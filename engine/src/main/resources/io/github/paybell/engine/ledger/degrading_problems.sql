-- degrading-problems: what is open that concerns all accounts, and is no reason to take notifications away from a replica
select kind, cause
  from paybell_problem
 where account = '*'
   and kind in ('wechat_unreachable', 'delivery_behind', 'handling_behind', 'queries_behind')
   and state = 'open'
 order by kind, cause
