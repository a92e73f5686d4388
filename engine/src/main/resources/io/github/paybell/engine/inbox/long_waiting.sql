-- long-waiting: one that came before :before and waits to be handled; only rows that are due some time are looked at
select id
  from paybell_notification
 where next_try_at < :given_up and verdict = 'pending' and first_seen < :before
 limit 1
