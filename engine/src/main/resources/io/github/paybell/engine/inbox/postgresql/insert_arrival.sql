-- insert-arrival, after count-copies in the same transaction: a copy goes into the ring of the last 16. The count, whose row
-- is locked, says where; :later is how many copies of the same notification follow in this group.
insert into paybell_arrival (notification_id, slot, arrived_at, address, answered, took_ms, key_id)
select r.id, mod(n.times_seen - 2 - r.later, 16),
       timestamptz 'epoch' + r.arrived_micros * interval '1 microsecond',
       r.address, r.answered, r.took_ms, r.key_id
  from unnest(
         :id::uuid[], :later::int[], :arrived_micros::bigint[], :address::text[], :answered::text[], :took_ms::int[],
         :key_id::text[]) as r (id, later, arrived_micros, address, answered, took_ms, key_id)
  join paybell_notification n on n.id = r.id
    on conflict (notification_id, slot) do update
   set arrived_at = excluded.arrived_at, address = excluded.address, answered = excluded.answered,
       took_ms = excluded.took_ms, key_id = excluded.key_id
