-- failed-notification: handling it failed. One that was unread stays so, with its own next try.
update paybell_notification
   set reason = :reason, next_try_at = :next_try_at
 where id = :id and verdict = 'pending'
