-- bury: dead and visibly so, for a reason that is no attempt's; the caller has locked the row
update paybell_delivery
   set state = 'dead', due_at = null, claim = null, lease_end = null, error = :error
 where event_id = :event_id and subscriber = :subscriber
