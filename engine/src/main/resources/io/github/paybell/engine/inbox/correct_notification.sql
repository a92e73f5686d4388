-- correct-notification: how it was answered at last
update paybell_notification
   set answered = :answered, took_ms = :took_ms
 where id = :id
