-- prune-dead: the oldest dead ones
delete from paybell_delivery
 where state = 'dead' and event_id <= :upto and event_id < :past
