-- lease, step 2 of a claim: the caller has locked the rows; due_at stays, so no index changes
update paybell_delivery
   set claim = :claim, lease_end = :lease_end
 where event_id = :event_id and subscriber = :subscriber
