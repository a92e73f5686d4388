-- reread-notification: a copy of one that could not be read can be: it is read from these bytes from now on. Its verdict stands
-- until it is handled.
update paybell_notification
   set headers = :headers, raw = :raw, next_try_at = :next_try_at
 where id = :id and verdict in ('undecryptable', 'not_understood')
