-- unsettled-notifications: how many of a problem still have the defect; the problem's row is locked.
select count(*) as waiting
  from paybell_problem_notification
 where problem_id = :problem_id and not settled
