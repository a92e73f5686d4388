-- release: what was claimed and never begun is anybody's again, at once
update paybell_delivery
   set claim = null, lease_end = null
 where event_id = :event_id and subscriber = :subscriber and claim = :claim
