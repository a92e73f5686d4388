-- again-between: a stretch of events is due again for the subscribers that are configured; the any_ flags switch a filter off
-- Nailed to the key: no other plan keeps to the stretch, and what it reads it locks.
update paybell_delivery force index (primary)
   set state = 'pending', attempts = 0, due_at = :now, claim = null, lease_end = null
 where event_id > :after and event_id <= :upto
   and (:any_state = 1 or state = :state)
   and (:any_subscriber = 1 or subscriber = :subscriber)
   and subscriber in (select s.subscriber from paybell_subscriber s)
   and exists (select 1 from paybell_event e
                where e.id = paybell_delivery.event_id
                  and (:any_account = 1 or e.account = :account)
                  and (:any_type = 1 or e.type = :type))
