-- count-orders-of-problem: how many orders its notifications speak of.
select count(distinct out_trade_no) as orders_total
  from paybell_problem_notification
 where problem_id = :problem_id
