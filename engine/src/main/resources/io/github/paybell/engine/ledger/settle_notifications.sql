-- settle-notifications: a person dismissed what they share; the problem's row is locked.
update paybell_problem_notification
   set settled = true
 where problem_id = :problem_id
