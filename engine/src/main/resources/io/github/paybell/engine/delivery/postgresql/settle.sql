-- settle: what became of attempts, and which of them counted: of a claim that is lost it is void, and changes nothing.
-- wait is how long after :now the next attempt is due, in microseconds; null: it is settled.
update paybell_delivery d
   set state = r.state, attempts = r.attempts,
       due_at = :now::timestamptz + r.wait * interval '1 microsecond',
       claim = null, lease_end = null,
       status = r.status, error = r.error, tried_at = :now
  from unnest(
         :event_id::uuid[], :subscriber::text[], :claim::uuid[], :state::text[], :attempts::int[], :wait::bigint[],
         :status::int[], :error::text[]) as r (
         event_id, subscriber, claim, state, attempts, wait, status, error)
 where d.event_id = r.event_id and d.subscriber = r.subscriber and d.claim = r.claim
returning d.event_id, r.claim
