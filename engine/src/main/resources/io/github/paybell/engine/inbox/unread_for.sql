-- unread-for: how many other notifications of the account wait for the same reason
select count(*) as waiting
  from paybell_notification
 where next_try_at is not null and account = :account and verdict = :verdict and reason = :reason and id <> :id
