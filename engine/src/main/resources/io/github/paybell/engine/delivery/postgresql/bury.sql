-- bury: dead and visibly so, for a reason that is no attempt's; the caller has locked the rows
update paybell_delivery d
   set state = 'dead', due_at = null, claim = null, lease_end = null, error = :error
  from unnest(:event_id::uuid[], :subscriber::text[]) as r (event_id, subscriber)
 where d.event_id = r.event_id and d.subscriber = r.subscriber
