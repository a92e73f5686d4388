-- insert-attempt, after settle in the same transaction: an attempt that counted goes into the ring of the last 8 of its delivery
insert into paybell_attempt (event_id, subscriber, slot, tried_at, took_ms, status, address, answer, error)
values (:event_id, :subscriber, :slot, :now, :took_ms, :status, :address, :answer, :error)
    on duplicate key update
       tried_at = values(tried_at), took_ms = values(took_ms), status = values(status),
       address = values(address), answer = values(answer), error = values(error)
