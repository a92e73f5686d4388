-- prune-delivered: what was told long ago (BOUNDED); what waits stays, and what is dead stays longer
delete from paybell_delivery
 where event_id > :after and event_id <= :upto and event_id < :past and state = 'delivered'
