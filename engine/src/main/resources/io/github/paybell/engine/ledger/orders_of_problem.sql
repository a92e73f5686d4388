-- orders-of-problem: those that the notifications of a problem speak of.
select distinct out_trade_no
  from paybell_problem_notification
 where problem_id = :problem_id and out_trade_no is not null
 order by out_trade_no
 limit :limit
