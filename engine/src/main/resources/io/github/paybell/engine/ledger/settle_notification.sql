-- settle-notification: what it shared is gone from this one; the problem's row is locked.
update paybell_problem_notification
   set settled = true
 where problem_id = :problem_id and notification_id = :notification_id
