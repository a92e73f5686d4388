-- prune-delivered: what was told long ago (BOUNDED); what waits stays, and what is dead stays longer
-- Nailed to the key: the optimizer scans a small table instead, and locks what nobody asked for.
delete d
  from paybell_delivery d force index (primary)
 where event_id > :after and event_id <= :upto and event_id < :past and state = 'delivered'
