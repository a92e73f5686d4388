-- lease-notification: somebody is handling it, so nobody else need
update paybell_notification
   set next_try_at = :next_try_at
 where id = :id and verdict = 'pending'
