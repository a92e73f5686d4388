-- prune-dead: the oldest dead ones
-- Nailed to the index of the dead ones: by the key it would lock what is pending too.
delete d
  from paybell_delivery d force index (paybell_delivery_state)
 where state = 'dead' and event_id <= :upto and event_id < :past
