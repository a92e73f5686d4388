-- insert-attempt, after settle in the same transaction: an attempt that counted goes into the ring of the last 8 of its delivery
insert into paybell_attempt (event_id, subscriber, slot, tried_at, took_ms, status, address, answer, error)
values (:event_id, :subscriber, :slot, :now, :took_ms, :status, :address, :answer, :error)
    on conflict (event_id, subscriber, slot) do update
   set tried_at = excluded.tried_at, took_ms = excluded.took_ms, status = excluded.status,
       address = excluded.address, answer = excluded.answer, error = excluded.error
