-- resume-notification: a copy of one that could not be read says what is in it: it is handled now. Its bytes stay its own, and
-- its verdict stands until then.
update paybell_notification
   set next_try_at = :next_try_at
 where id = :id and verdict in ('undecryptable', 'not_understood')
