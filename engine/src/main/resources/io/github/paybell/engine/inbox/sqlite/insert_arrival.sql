-- insert-arrival, after count-copies in the same transaction: a copy goes into the ring of the last 16. The count, whose row
-- is locked, says where; :later is how many copies of the same notification follow in this group.
insert into paybell_arrival (notification_id, slot, arrived_at, address, answered, took_ms, key_id)
select n.id, (n.times_seen - 2 - :later) % 16, :arrived_at, :address, :answered, :took_ms, :key_id
  from paybell_notification n
 where n.id = :id
    on conflict (notification_id, slot) do update
   set arrived_at = excluded.arrived_at, address = excluded.address, answered = excluded.answered,
       took_ms = excluded.took_ms, key_id = excluded.key_id
