-- insert-arrival, after count-copies in the same transaction: a copy goes into the ring of the last 16. The count, whose row
-- is locked, says where; :later is how many copies of the same notification follow in this group.
merge into paybell_arrival (notification_id, slot, arrived_at, address, answered, took_ms, key_id)
  key (notification_id, slot)
select n.id, mod(n.times_seen - 2 - cast(:later as integer), 16), cast(:arrived_at as timestamp(6) with time zone),
       cast(:address as varchar), cast(:answered as varchar), cast(:took_ms as integer), cast(:key_id as varchar)
  from paybell_notification n
 where n.id = :id
