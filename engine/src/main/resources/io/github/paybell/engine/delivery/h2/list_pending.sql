-- list-pending: as list-deliveries, of those that wait
select d.event_id, d.subscriber, e.type, e.account, e.subject, e.created_at, d.state, d.attempts, d.due_at, d.status, d.error, d.tried_at
  from paybell_delivery d
  join paybell_event e on e.id = d.event_id
 where d.state = 'pending'
   and d.event_id >= :from and d.event_id <= :before and (d.event_id < :before or d.subscriber < :before_subscriber)
   and (:any_account = 1 or e.account = :account)
   and (:any_type = 1 or e.type = :type)
   and (:any_subscriber = 1 or d.subscriber = :subscriber)
 order by d.event_id desc, d.subscriber desc
 limit :limit
