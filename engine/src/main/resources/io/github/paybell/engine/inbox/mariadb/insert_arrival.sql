-- insert-arrival, after count-copies in the same transaction: a copy goes into the ring of the last 16. The count, whose row
-- is locked, says where; :later is how many copies of the same notification follow in this group.
insert into paybell_arrival (notification_id, slot, arrived_at, address, answered, took_ms, key_id)
select n.id, mod(n.times_seen - 2 - :later, 16), :arrived_at, :address, :answered, :took_ms, :key_id
  from paybell_notification n
 where n.id = :id
    on duplicate key update
       arrived_at = values(arrived_at), paybell_arrival.address = values(address),
       paybell_arrival.answered = values(answered), paybell_arrival.took_ms = values(took_ms),
       paybell_arrival.key_id = values(key_id)
