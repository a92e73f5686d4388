-- problems-of-notification: those that it shares, open or closed.
select p.id, p.account, p.kind, p.cause, p.member, p.severity, n.settled
  from paybell_problem_notification n
  join paybell_problem p on p.id = n.problem_id
 where n.notification_id = :notification_id
 order by p.id
