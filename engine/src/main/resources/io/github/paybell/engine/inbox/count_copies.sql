-- count-copies: the same notification came again.
update paybell_notification
   set times_seen = times_seen + :times, last_seen = :now
 where id = :id
