-- unread-notification: it was stored before anyone tried to act on it, and cannot be read
update paybell_notification
   set verdict = :verdict, reason = :reason, next_try_at = :next_try_at
 where id = :id and verdict = 'pending'
