-- dead-step: the last of the next :last + 1 dead rows, by their own index
select event_id
  from paybell_delivery
 where state = 'dead' and event_id > :after and event_id < :past
 order by event_id
 limit 1 offset :last
