-- again-dead-between: as again-between, of the dead ones, by their own index
-- Nailed to that index: where most are dead the optimizer scans the table instead, and locks what is pending.
update paybell_delivery force index (paybell_delivery_state)
   set state = 'pending', attempts = 0, due_at = :now, claim = null, lease_end = null
 where state = 'dead' and event_id > :after and event_id <= :upto
   and (:any_subscriber = 1 or subscriber = :subscriber)
   and subscriber in (select s.subscriber from paybell_subscriber s)
   and exists (select 1 from paybell_event e
                where e.id = paybell_delivery.event_id
                  and (:any_account = 1 or e.account = :account)
                  and (:any_type = 1 or e.type = :type))
