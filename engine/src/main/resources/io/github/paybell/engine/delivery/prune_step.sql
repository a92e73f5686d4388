-- prune-step: the last of the next :last + 1 rows, by the primary key; event ids rise with time
select event_id
  from paybell_delivery
 where event_id > :after and event_id < :past
 order by event_id
 limit 1 offset :last
