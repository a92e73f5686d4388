-- release-notification: nobody is handling it after all; whoever has time may
update paybell_notification
   set next_try_at = :now
 where id = :id and verdict = 'pending' and next_try_at > :now
