-- insert-attempt, after settle in the same transaction: an attempt that counted goes into the ring of the last 8 of its delivery
merge into paybell_attempt (event_id, subscriber, slot, tried_at, took_ms, status, address, answer, error)
  key (event_id, subscriber, slot)
values (:event_id, :subscriber, :slot, :now, :took_ms, :status, :address, :answer, :error)
