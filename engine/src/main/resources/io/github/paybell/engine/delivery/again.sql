-- again: due at once, with all its attempts before it; what is under way no longer counts
update paybell_delivery
   set state = 'pending', attempts = 0, due_at = :now, claim = null, lease_end = null
 where event_id = :event_id and subscriber = :subscriber
