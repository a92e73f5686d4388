-- set-facts: what a row says that was stored before that was kept, or before its key was known
update paybell_notification
   set facts = :facts
 where id = :id and facts is null
