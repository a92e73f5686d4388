-- attempts-of: the last attempts of a delivery, oldest first
select tried_at, took_ms, status, address, answer, error
  from paybell_attempt
 where event_id = :event_id and subscriber = :subscriber
 order by tried_at, slot
