-- event-step: the last of the next :last + 1 events; ids rise with time
select id as event_id
  from paybell_event
 where id > :after and id < :past
 order by id
 limit 1 offset :last
