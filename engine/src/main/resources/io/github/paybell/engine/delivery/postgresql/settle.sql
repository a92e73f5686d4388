-- settle: what became of attempts, and which of them counted: of a claim that is lost it is void, and changes nothing. Those
-- that counted go into the ring of the last 8 of their delivery.
-- wait is how long after :now the next attempt is due, in microseconds; null: it is settled.
with settled as (
  update paybell_delivery d
     set state = r.state, attempts = r.attempts,
         due_at = :now::timestamptz + r.wait * interval '1 microsecond',
         claim = null, lease_end = null,
         status = r.status, error = r.error, tried_at = :now
    from unnest(
           :event_id::uuid[], :subscriber::text[], :claim::uuid[], :state::text[], :attempts::int[], :wait::bigint[],
           :status::int[], :error::text[], :slot::int[], :took_ms::int[], :address::text[], :answer::text[]) as r (
           event_id, subscriber, claim, state, attempts, wait, status, error, slot, took_ms, address, answer)
   where d.event_id = r.event_id and d.subscriber = r.subscriber and d.claim = r.claim
  returning d.event_id, d.subscriber, r.claim, r.slot, r.took_ms, r.status, r.address, r.answer, r.error
), kept as (
  insert into paybell_attempt (event_id, subscriber, slot, tried_at, took_ms, status, address, answer, error)
  select event_id, subscriber, slot, cast(:now as timestamptz), took_ms, status, address, answer, error
    from settled
      on conflict (event_id, subscriber, slot) do update
     set tried_at = excluded.tried_at, took_ms = excluded.took_ms, status = excluded.status,
         address = excluded.address, answer = excluded.answer, error = excluded.error
)
select event_id, claim from settled
