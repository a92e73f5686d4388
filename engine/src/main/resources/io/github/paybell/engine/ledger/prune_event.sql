-- prune-event: it names nobody any more
update paybell_event
   set data = :data, personal = false
 where id = :id
