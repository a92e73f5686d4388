-- settle: what became of an attempt; of a claim that is lost it is void, and changes nothing
update paybell_delivery
   set state = :state, attempts = :attempts, due_at = :due_at, claim = null, lease_end = null,
       status = :status, error = :error, tried_at = :now
 where event_id = :event_id and subscriber = :subscriber and claim = :claim
